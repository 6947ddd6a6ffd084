#include "pack/ob-gaps.h"
#include <string.h>

enum { KEPT_LINES = 10, MAX_NAME_TOKENS = 12 };

typedef struct { gsize start, end; char *name; } Place;

struct ObGapsReading
{
  GArray *places;               /* of Place */
};

typedef struct
{
  char      *name;
  guint64    n, n_docs, last_doc;
  GPtrArray *lines;             /* of char *, owned */
} Name;

struct ObGaps
{
  GHashTable *names;            /* name → Name, owned */
  guint64     n_docs;
};

static void
name_free (gpointer data)
{
  Name *name = data;
  g_free (name->name);
  g_ptr_array_unref (name->lines);
  g_free (name);
}

static void
place_clear (gpointer data)
{
  g_free (((Place *) data)->name);
}

ObGaps *
ob_gaps_new (void)
{
  ObGaps *self = g_new0 (ObGaps, 1);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, name_free);
  return self;
}

void
ob_gaps_free (ObGaps *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->names);
  g_free (self);
}

/* ---- Reading ---- */

typedef struct
{
  const ObDoc *doc;
  ObVocab     *vocab;
  gboolean    *is_covered;      /* by token */
  GHashTable  *forms;           /* ids of the document's forms, as a set */
} Reader;

static const char *
get_form (const Reader *self, guint32 token)
{
  return ob_intern_get (ob_vocab_get_forms (self->vocab), self->doc->tokens[token].form, NULL);
}

static gboolean
is_capital (const Reader *self, guint32 token)
{
  const ObForm *form = ob_vocab_get (self->vocab, self->doc->tokens[token].form);
  gboolean is_word = (form->flags & (OB_FORM_TITLE | OB_FORM_UPPER)) != 0 && (form->flags & OB_FORM_ALPHA) != 0;
  return is_word && !self->is_covered[token] && strlen (get_form (self, token)) > 1;
}

/* A small word that may stand inside a name. */
static gboolean
is_joiner (const Reader *self, guint32 token)
{
  static const char *const joiners[] = { "of", "de", "del", "van", "von", "der", "la", "al", "bin", "&", "-", NULL };
  return !self->is_covered[token] && g_strv_contains (joiners, get_form (self, token));
}

/* TRUE when the document has the word in lower case, or it is an abbreviation. */
static gboolean
is_common (const Reader *self, guint32 token)
{
  const ObForm *form = ob_vocab_get (self->vocab, self->doc->tokens[token].form);
  return (form->flags & OB_FORM_ABBREV) != 0 || g_hash_table_contains (self->forms, GUINT_TO_POINTER (form->lower));
}

/* TRUE where a capital proves nothing: at the beginning of a sentence, of a quotation, behind a colon or a dash. */
static gboolean
is_first (const Reader *self, guint32 token, guint32 sentence_first)
{
  static const char *const openers[] = { "“", "‘", "\"", "``", ":", "—", "–", "--", "…", "...", "(", "[", NULL };
  return token == sentence_first || g_strv_contains (openers, get_form (self, token - 1))
         || (token - 1 == sentence_first
             && (ob_vocab_get (self->vocab, self->doc->tokens[token - 1].form)->flags & OB_FORM_PUNCT) != 0);
}

/* Titles and offices stand right before the name of a person that has been found. */
static gboolean
is_title (const Reader *self, guint32 end, guint32 limit)
{
  return end < limit && self->is_covered[end]
         && (ob_vocab_get (self->vocab, self->doc->tokens[end].form)->flags & (OB_FORM_TITLE | OB_FORM_UPPER)) != 0;
}

static void
add_place (const Reader *self, ObGapsReading *reading, guint32 first, guint32 end)
{
  gsize length;
  const char *text = ob_doc_get_span (self->doc, first, end, &length);
  Place place = { self->doc->tokens[first].start, self->doc->tokens[end - 1].end, g_strndup (text, length) };
  g_strdelimit (place.name, "\n\r\t", ' ');
  g_array_append_val (reading->places, place);
}

/* The end of the name that begins at @first. */
static guint32
find_end (const Reader *self, guint32 first, guint32 limit)
{
  guint32 end = first + 1;
  limit = MIN (limit, first + MAX_NAME_TOKENS);
  for (guint32 t = end; t < limit; t++)
    if (is_capital (self, t))
      end = t + 1;
    else if (!is_joiner (self, t))
      break;
  return end;
}

static void
read_sentence (const Reader *self, ObRange sentence, ObGapsReading *reading)
{
  guint32 n_capitals = 0, n_words = 0;
  for (guint32 t = sentence.first; t < sentence.end; t++)
    {
      guint32 flags = ob_vocab_get (self->vocab, self->doc->tokens[t].form)->flags;
      n_words += (flags & OB_FORM_ALPHA) != 0;
      n_capitals += (flags & (OB_FORM_TITLE | OB_FORM_UPPER)) != 0;
    }
  if (n_capitals * 3 > n_words * 2)
    return;
  for (guint32 t = sentence.first; t < sentence.end;)
    {
      if (!is_capital (self, t))
        {
          t++;
          continue;
        }
      guint32 first = t, end = find_end (self, t, sentence.end);
      t = end;
      if (is_first (self, first, sentence.first) && (end == first + 1 || is_common (self, first)))
        first = first + 1;
      while (first < end && !is_capital (self, first))
        first++;
      if (first < end && !is_title (self, end, sentence.end))
        add_place (self, reading, first, end);
    }
}

ObGapsReading *
ob_gaps_read (const ObDoc *doc, const ObResult *result, ObVocab *vocab)
{
  ObGapsReading *reading = g_new0 (ObGapsReading, 1);
  g_autofree gboolean *is_covered = g_new0 (gboolean, doc->n_tokens + 1);
  g_autoptr (GHashTable) forms = g_hash_table_new (NULL, NULL);
  Reader reader = { doc, vocab, is_covered, forms };
  for (guint32 t = 0; t < doc->n_tokens; t++)
    g_hash_table_add (forms, GUINT_TO_POINTER (doc->tokens[t].form));
  reading->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (reading->places, place_clear);
  for (guint i = 0; i < result->annotations->len; i++)
    {
      const ObAnnotation *annotation = g_ptr_array_index (result->annotations, i);
      gboolean covers = strcmp (annotation->type, "entity") == 0 || strcmp (annotation->type, "time") == 0
                        || strcmp (annotation->type, "_mask") == 0;
      for (guint32 t = annotation->first; t < annotation->end && covers; t++)
        is_covered[t] = TRUE;
    }
  for (guint32 i = 0; i < doc->n_sentences; i++)
    {
      ObZone zone = ob_doc_get_zone (doc, doc->sentences[i].first);
      if (zone == OB_ZONE_BODY || zone == OB_ZONE_STANDFIRST || zone == OB_ZONE_CAPTION)
        read_sentence (&reader, doc->sentences[i], reading);
    }
  return reading;
}

/* ---- Adding and ranking ---- */

void
ob_gaps_add (ObGaps *self, ObGapsReading *reading, ObGapsLineFunc dup_line, gpointer data)
{
  self->n_docs++;
  for (guint i = 0; i < reading->places->len; i++)
    {
      const Place *place = &g_array_index (reading->places, Place, i);
      Name *name = g_hash_table_lookup (self->names, place->name);
      if (name == NULL)
        {
          name = g_new0 (Name, 1);
          name->name = g_strdup (place->name);
          name->lines = g_ptr_array_new_with_free_func (g_free);
          g_hash_table_insert (self->names, name->name, name);
        }
      name->n++;
      name->n_docs += name->last_doc != self->n_docs;
      if (name->lines->len < KEPT_LINES && name->last_doc != self->n_docs)      /* from different documents */
        g_ptr_array_add (name->lines, dup_line (place->start, place->end, data));
      name->last_doc = self->n_docs;
    }
  g_array_unref (reading->places);
  g_free (reading);
}

static int
compare_gaps (gconstpointer a, gconstpointer b)
{
  const ObGap *x = a, *y = b;
  if (x->n_docs != y->n_docs)
    return x->n_docs > y->n_docs ? -1 : 1;
  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;
  return strcmp (x->name, y->name);
}

static void
gap_clear (gpointer data)
{
  g_clear_pointer (&((ObGap *) data)->lines, g_ptr_array_unref);
}

GArray *
ob_gaps_rank (ObGaps *self, guint most, guint least, guint n_lines)
{
  GArray *gaps = g_array_new (FALSE, TRUE, sizeof (ObGap));
  GHashTableIter iter;
  gpointer value;
  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Name *name = value;
      ObGap gap = { name->name, name->n, name->n_docs, NULL };
      if (name->n >= least)
        g_array_append_val (gaps, gap);
    }
  g_array_set_clear_func (gaps, gap_clear);
  g_array_sort (gaps, compare_gaps);
  if (gaps->len > most)
    g_array_set_size (gaps, most);
  for (guint i = 0; i < gaps->len; i++)
    {
      ObGap *gap = &g_array_index (gaps, ObGap, i);
      const Name *name = g_hash_table_lookup (self->names, gap->name);
      gap->lines = g_ptr_array_new ();
      for (guint j = 0; j < MIN (name->lines->len, n_lines); j++)
        g_ptr_array_add (gap->lines, g_ptr_array_index (name->lines, j));
    }
  return gaps;
}
