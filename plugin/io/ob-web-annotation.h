/* ob-web-annotation.h: the W3C's Web Annotation Data Model (2017), as JSON-LD: an AnnotationPage a document, one a line.
 *
 * An entity or time is an annotation whose target is its place in the document and whose bodies are its label (purpose
 * tagging), its name or value (identifying) and its other fields (describing). A claim is an annotation whose
 * targets are the pieces of its content; its source, cue and other pieces are annotations of their own that link to it.
 * Every target has a TextQuoteSelector and a TextPositionSelector, which counts code points, as the model says.
 *
 * IRIs: that of the document is its id, percent-encoded where need be (a path is a relative one); those of annotations
 * are #obelus-N of it. */
#pragma once
#include "io/ob-tagged.h"

void ob_web_annotation_append (GString *out, const char *head, const ObTagged *tagged, gboolean ascii);
