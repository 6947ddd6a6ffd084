/* ob-selection.h: "attribution and not experimental": a choice among rules by words, with and, or, not and brackets. */
#pragma once
#include <glib.h>

typedef struct ObSelection ObSelection;

/* Reads @text. NULL when it cannot be read: *ret_at (bytes) and *ret_message (static) tell where and what was expected. */
ObSelection *ob_selection_parse (const char *text, gsize *ret_at, const char **ret_message);
void         ob_selection_free  (ObSelection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObSelection, ob_selection_free)

/* The words in it, in order, and where each stands (bytes). */
guint       ob_selection_size     (const ObSelection *self);
const char *ob_selection_get_word (const ObSelection *self, guint i, gsize *ret_at);

/* Whether it chooses what has those of its words for which @has gives TRUE. */
typedef gboolean (*ObSelectionHas) (const char *word, gconstpointer data);
gboolean ob_selection_accepts (const ObSelection *self, ObSelectionHas has, gconstpointer data);
