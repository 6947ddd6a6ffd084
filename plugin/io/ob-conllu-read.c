#include "io/ob-conllu-read.h"
#include "lexicon/ob-tagger.h"
#include "text/ob-text.h"
#include <string.h>

enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC, N_COLUMNS };

/* What is written as one: a word, or several that share it. */
typedef struct
{
  const char *form;
  guint32     first, end;       /* words of the sentence */
  gboolean    has_space;        /* after it */
} Surface;

typedef struct
{
  char       *p, *end;          /* in the pool, which is cut into strings */
  guint64     line;
  GError    **error;
  GString    *text;
  GArray     *words;            /* of ObGivenWord */
  GArray     *surfaces;         /* of Surface, of the sentence under way */
  guint32     first;            /* word of the sentence */
  guint32     covered;          /* words up to this one are in a surface */
  const char *stated;           /* # text = of the sentence, or NULL */
  gboolean    begins_para, wants_space;
  char       *id, *date;
} Reader;

static gboolean
fail (Reader *r, guint column, const char *what, const char *found)
{
  g_set_error (r->error, OB_ERROR, OB_ERROR_BAD_CONLLU, "line %" G_GUINT64_FORMAT ", column %u: %s, found “%.40s”",
               r->line, column + 1, what, found);
  return FALSE;
}

gsize
ob_conllu_measure (const char *bytes, gsize length)
{
  gboolean has_words = FALSE;
  for (const char *p = bytes, *end = bytes + length; p < end;)
    {
      const char *stop = memchr (p, '\n', end - p);
      if (has_words && end - p >= 8 && memcmp (p, "# newdoc", 8) == 0)
        return p - bytes;
      has_words |= *p != '#' && *p != '\n' && *p != '\r';
      p = stop != NULL ? stop + 1 : end;
    }
  return length;
}

/* ---- Lines ---- */

/* The value of "# name = value", or NULL when the comment is another. */
static const char *
get_comment (const char *line, const char *name)
{
  gsize n = strlen (name);
  line += strspn (line, "# ");
  if (strncmp (line, name, n) != 0)
    return NULL;
  line += n + strspn (line + n, " ");
  if (*line != '=')
    return NULL;
  return line + 1 + strspn (line + 1, " ");
}

static void
read_comment (Reader *r, const char *line)
{
  const char *value;
  if ((value = get_comment (line, "newdoc id")) != NULL && r->id == NULL)
    r->id = g_strdup (value);
  else if ((value = get_comment (line, "date")) != NULL && r->date == NULL && ob_date_is_valid (value))
    r->date = g_strdup (value);
  else if ((value = get_comment (line, "text")) != NULL)
    r->stated = value;
  line += strspn (line, "# ");
  r->begins_para |= g_str_has_prefix (line, "newpar");
}

/* "No" in SpaceAfter of MISC. */
static gboolean
has_space_after (const char *misc)
{
  const char *p = strstr (misc, "SpaceAfter=No");
  return p == NULL || (p > misc && p[-1] != '|') || (p[13] != '\0' && p[13] != '|');
}

static gboolean
says_nothing (const char *column)
{
  return strcmp (column, "_") == 0;
}

static gboolean
read_number (const char *text, guint64 max, guint64 *ret_number)
{
  return g_ascii_string_to_unsigned (text, 10, 0, max, ret_number, NULL);
}

/* "3-4": what stands for both, in the words to come. */
static gboolean
read_range (Reader *r, char **columns)
{
  g_auto (GStrv) ends = g_strsplit (columns[ID], "-", 2);
  guint64 first, last;
  guint32 n = r->words->len - r->first;
  if (!read_number (ends[0], G_MAXINT32, &first) || !read_number (ends[1], G_MAXINT32, &last) || last < first ||
      first != n + 1 || r->covered > r->words->len || last - first > 20)
    return fail (r, ID, "the numbers of the words to come expected, as 3-4", columns[ID]);
  Surface surface = { columns[FORM], r->words->len, r->words->len + (guint32) (last - first + 1),
                      has_space_after (columns[MISC]) };
  g_array_append_val (r->surfaces, surface);
  r->covered = surface.end;
  return TRUE;
}

static gboolean
read_head (Reader *r, char **columns, ObGivenWord *word)
{
  guint64 head;
  word->head = OB_HEAD_UNKNOWN;
  if (says_nothing (columns[HEAD]))
    return TRUE;
  if (!read_number (columns[HEAD], G_MAXINT32 - 1, &head))
    return fail (r, HEAD, "the number of a word or 0 expected", columns[HEAD]);
  word->head = head == 0 ? OB_HEAD_ROOT : (gint32) (r->first + head - 1);       /* checked at the sentence's end */
  word->dep = says_nothing (columns[DEPREL]) ? NULL : columns[DEPREL];
  return TRUE;
}

static gboolean
read_word (Reader *r, char **columns)
{
  guint64 number;
  ObGivenWord word = { .form = columns[FORM], .pos = OB_N_POS };
  if (!read_number (columns[ID], G_MAXINT32, &number) || number != r->words->len - r->first + 1)
    return fail (r, ID, "the number of the next word expected", columns[ID]);
  if (*columns[FORM] == '\0')
    return fail (r, FORM, "a word expected", columns[FORM]);
  if (!says_nothing (columns[LEMMA]) || says_nothing (columns[FORM]))
    word.lemma = columns[LEMMA];
  if (!says_nothing (columns[UPOS]))
    {
      word.pos = ob_pos_from_name (columns[UPOS]);
      if (word.pos == OB_N_POS)
        return fail (r, UPOS, "a part of speech of Universal Dependencies expected, such as NOUN", columns[UPOS]);
    }
  if (!read_head (r, columns, &word))
    return FALSE;
  if (r->words->len >= r->covered)
    {
      Surface surface = { columns[FORM], r->words->len, r->words->len + 1, has_space_after (columns[MISC]) };
      g_array_append_val (r->surfaces, surface);
      r->covered = surface.end;
    }
  g_array_append_val (r->words, word);
  return TRUE;
}

static gboolean
read_columns (Reader *r, char *line)
{
  char *columns[N_COLUMNS];
  guint n = 0;
  for (char *p = line; p != NULL; n++)
    {
      char *tab = strchr (p, '\t');
      if (n < N_COLUMNS)
        columns[n] = p;
      if (tab != NULL)
        *tab = '\0';
      p = tab != NULL ? tab + 1 : NULL;
    }
  if (n != N_COLUMNS)
    {
      g_set_error (r->error, OB_ERROR, OB_ERROR_BAD_CONLLU, "line %" G_GUINT64_FORMAT ": ten columns with tabs between them "
                   "expected, found %u", r->line, n);
      return FALSE;
    }
  if (strchr (columns[ID], '-') != NULL)
    return read_range (r, columns);
  if (strchr (columns[ID], '.') != NULL)                /* an empty node: no word of the text */
    return TRUE;
  return read_word (r, columns);
}

/* ---- Sentences ---- */

/* Heads are words of the sentence, and no word is above itself. */
static gboolean
check_tree (Reader *r)
{
  guint32 n = r->words->len - r->first;
  g_autofree guint8 *state = g_new0 (guint8, n + 1);    /* 1: on the way up; 2: leads to a root */
  for (guint32 i = 0; i < n; i++)
    {
      guint32 at = i;
      for (;;)
        {
          gint32 head = g_array_index (r->words, ObGivenWord, r->first + at).head;
          if (head >= (gint32) r->words->len)
            {
              g_autofree char *found = g_strdup_printf ("%u", (guint) head - r->first + 1);
              return fail (r, HEAD, "a word of the sentence that ends before this line expected", found);
            }
          if (state[at] == 1)
            return fail (r, HEAD, "a tree expected in the sentence that ends before this line", "a circle");
          if (state[at] == 2)
            break;
          state[at] = 1;
          if (head < 0)
            break;
          at = head - r->first;
        }
      for (at = i; state[at] == 1;)
        {
          gint32 head = g_array_index (r->words, ObGivenWord, r->first + at).head;
          state[at] = 2;
          if (head < 0)
            break;
          at = head - r->first;
        }
    }
  return TRUE;
}

/* Where the surfaces stand in the text that is stated; FALSE when they do not. @starts: bytes, one for each. */
static gboolean
align (const Reader *r, const char *stated, guint32 *starts)
{
  const char *p = stated;
  for (guint i = 0; i < r->surfaces->len; i++)
    {
      const char *form = g_array_index (r->surfaces, Surface, i).form;
      gsize n = strlen (form);
      while (g_unichar_isspace (g_utf8_get_char (p)))
        p = g_utf8_next_char (p);
      if (strncmp (p, form, n) != 0)
        return FALSE;
      starts[i] = p - stated;
      p += n;
    }
  return TRUE;
}

/* The words of one surface get their part of it, or, when they are not its parts, the first one all of it. */
static void
place_words (Reader *r, const Surface *surface, guint32 start)
{
  gsize n = strlen (surface->form), used = 0;
  gboolean fits = TRUE;
  for (guint32 i = surface->first; i < surface->end && fits; i++)
    {
      const char *form = g_array_index (r->words, ObGivenWord, i).form;
      fits = strncmp (surface->form + used, form, strlen (form)) == 0;
      used += fits ? strlen (form) : 0;
    }
  fits &= used == n;
  for (guint32 i = surface->first; i < surface->end; i++)
    {
      ObGivenWord *word = &g_array_index (r->words, ObGivenWord, i);
      gsize length = fits ? strlen (word->form) : i == surface->first ? n : 0;
      word->start = start;
      word->end = start = start + length;
    }
}

static gboolean
end_sentence (Reader *r)
{
  if (r->words->len == r->first)
    return TRUE;
  if (r->covered > r->words->len)
    return fail (r, ID, "more words expected before the sentence ends", "its end");
  if (!check_tree (r))
    return FALSE;
  ObGivenWord *first = &g_array_index (r->words, ObGivenWord, r->first);
  first->begins_sentence = TRUE;
  first->begins_para = r->begins_para || r->first == 0;
  if (r->text->len > 0)
    g_string_append (r->text, r->begins_para ? "\n\n" : r->wants_space ? " " : "");
  g_autofree guint32 *starts = g_new (guint32, r->surfaces->len);
  gboolean is_aligned = r->stated != NULL && align (r, r->stated, starts);
  guint32 base = r->text->len;
  if (is_aligned)
    g_string_append (r->text, r->stated);
  for (guint i = 0; i < r->surfaces->len; i++)
    {
      const Surface *surface = &g_array_index (r->surfaces, Surface, i);
      guint32 start = is_aligned ? base + starts[i] : r->text->len;
      if (!is_aligned)
        {
          g_string_append (r->text, surface->form);
          g_string_append (r->text, surface->has_space && i + 1 < r->surfaces->len ? " " : "");
        }
      place_words (r, surface, start);
    }
  r->wants_space = g_array_index (r->surfaces, Surface, r->surfaces->len - 1).has_space;
  g_array_set_size (r->surfaces, 0);
  r->first = r->words->len;
  r->stated = NULL;
  r->begins_para = FALSE;
  return TRUE;
}

/* ---- A document ---- */

static gboolean
read_lines (Reader *r)
{
  for (; r->p < r->end; r->line++)
    {
      char *line = r->p, *stop = memchr (line, '\n', r->end - line);
      r->p = stop != NULL ? stop + 1 : r->end;
      if (stop == NULL)
        stop = r->end;
      *stop = '\0';
      if (stop > line && stop[-1] == '\r')
        stop[-1] = '\0';
      if (*line == '\0')
        {
          if (!end_sentence (r))
            return FALSE;
        }
      else if (*line == '#')
        read_comment (r, line);
      else if (!read_columns (r, line))
        return FALSE;
    }
  return end_sentence (r);
}

void
ob_conllu_clear (ObConlluDoc *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->date, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->words, g_array_unref);
  g_clear_pointer (&self->pool, g_free);
}

gboolean
ob_conllu_parse (const char *bytes, gsize length, guint64 first_line, ObConlluDoc *ret_doc, GError **error)
{
  const char *bad;
  if (!g_utf8_validate_len (bytes, length, &bad))
    {
      g_set_error (error, OB_ERROR, *bad == '\0' ? OB_ERROR_BAD_CONLLU : OB_ERROR_BAD_UTF8, "byte %zu: %s",
                   (gsize) (bad - bytes) + 1, *bad == '\0' ? "a NUL" : "not UTF-8");
      return FALSE;
    }
  gsize bom = length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  ObConlluDoc doc = { .words = g_array_new (FALSE, FALSE, sizeof (ObGivenWord)),
                      .pool = g_strndup (bytes + bom, length - bom) };
  g_autoptr (GArray) surfaces = g_array_new (FALSE, FALSE, sizeof (Surface));
  g_autoptr (GString) text = g_string_new (NULL);
  Reader r = { .p = doc.pool, .end = doc.pool + (length - bom), .line = first_line, .error = error, .text = text,
               .words = doc.words, .surfaces = surfaces };
  gboolean is_good = read_lines (&r);
  doc.id = r.id;
  doc.date = r.date;
  doc.length = text->len;
  doc.text = g_string_free (g_steal_pointer (&text), FALSE);
  if (is_good)
    *ret_doc = doc;
  else
    ob_conllu_clear (&doc);
  return is_good;
}
