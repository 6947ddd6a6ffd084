#include "io/ob-iob2.h"
#include <string.h>

/* What a word is a part of, in one column. */
typedef struct
{
  const char *label;            /* NULL: nothing */
  guint       number;           /* of the annotation or the capture: another one begins anew */
} Mark;

typedef enum { COLUMN_CLAIM, COLUMN_TIME, COLUMN_ENTITY, N_COLUMNS } Column;

static void
fill (Mark *marks, guint32 first, guint32 end, const char *label, guint number)
{
  for (guint32 i = first; i < end; i++)
    if (marks[i].label == NULL)
      marks[i] = (Mark) { label, number };
}

static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const ObCapture *x = a, *y = b;
  guint32 m = x->end - x->first, n = y->end - y->first;
  return m < n ? -1 : m > n;
}

static void
fill_claim (Mark *marks, const ObAnnotation *claim, guint *n)
{
  if (claim->captures == NULL)
    return;
  g_autoptr (GArray) captures = g_array_copy (claim->captures);
  g_array_sort (captures, compare_lengths);             /* stable */
  for (guint i = 0; i < captures->len; i++)
    {
      const ObCapture *capture = &g_array_index (captures, ObCapture, i);
      fill (marks, capture->first, capture->end, capture->name, ++*n);
    }
}

static void
append_tag (GString *out, const Mark *marks, guint32 token, guint32 first)
{
  const Mark *mark = &marks[token];
  gboolean goes_on = token > first && mark->label == marks[token - 1].label && mark->number == marks[token - 1].number;
  if (mark->label == NULL)
    {
      g_string_append (out, "\tO");
      return;
    }
  g_string_append (out, goes_on ? "\tI-" : "\tB-");
  for (const char *p = mark->label; *p != '\0'; p++)
    g_string_append_c (out, g_ascii_isspace (*p) ? '_' : g_ascii_toupper (*p));
}

void
ob_iob2_append (GString *out, const ObTagged *tagged)
{
  const ObDoc *doc = tagged->doc;
  const GPtrArray *annotations = tagged->result->annotations;
  g_autofree Mark *marks = g_new0 (Mark, (gsize) doc->n_tokens * N_COLUMNS + 1);
  Mark *columns[N_COLUMNS] = { marks, marks + doc->n_tokens, marks + (gsize) 2 * doc->n_tokens };
  guint n = 0;
  for (guint i = 0; i < annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (annotations, i);
      Column column = strcmp (annotation->type, "time") == 0 ? COLUMN_TIME : COLUMN_ENTITY;
      if (strcmp (annotation->type, "claim") == 0)
        fill_claim (columns[COLUMN_CLAIM], annotation, &n);
      else if (column == COLUMN_TIME || strcmp (annotation->type, "entity") == 0)
        fill (columns[column], annotation->first, annotation->end,
              annotation->label != NULL ? annotation->label : annotation->type, ++n);
    }
  g_string_append (out, "-DOCSTART-\tO\tO\tO\n\n");
  for (guint32 i = 0; i < doc->n_sentences; i++)
    {
      ObRange sentence = doc->sentences[i];
      for (guint32 token = sentence.first; token < sentence.end; token++)
        {
          ob_tagged_append_word (out, tagged, token);
          for (Column column = 0; column < N_COLUMNS; column++)
            append_tag (out, columns[column], token, sentence.first);
          g_string_append_c (out, '\n');
        }
      g_string_append_c (out, '\n');
    }
}
