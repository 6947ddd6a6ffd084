#include "text/ob-paras.h"
#include "text/ob-chars.h"

#define MIN_WIDTH 45            /* columns; shorter lines are lists or verse */
#define MAX_WIDTH 100
#define MIN_BREAKS 3            /* fewer line breaks prove nothing */
#define MAX_LENGTH 255          /* of the histogram; longer lines count as this */

typedef struct
{
  guint32 first;                /* token */
  guint32 length;               /* bytes, about columns */
  guint32 head;                 /* bytes of what stands before the first space */
  gboolean is_new;              /* an empty line stands before it */
} Line;

static GArray *                 /* of Line */
find_lines (const ObDoc *doc)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  for (guint32 i = 0; i < doc->n_tokens;)
    {
      const ObToken *tokens = doc->tokens;
      Line line = { .first = i, .is_new = i == 0 || (tokens[i].flags & OB_TOKEN_PARA_BEFORE) != 0 };
      guint32 start = tokens[i].start;
      for (i++; i < doc->n_tokens && (tokens[i].flags & (OB_TOKEN_LINE_BEFORE | OB_TOKEN_PARA_BEFORE)) == 0; i++)
        if (line.head == 0 && (tokens[i].flags & OB_TOKEN_SPACE_BEFORE) != 0)
          line.head = tokens[i - 1].end - start;
      line.length = tokens[i - 1].end - start;
      if (line.head == 0)
        line.head = line.length;
      g_array_append_val (lines, line);
    }
  return lines;
}

/* TRUE when the word that begins @next would not have fitted at the end of @line. */
static gboolean
is_full (const Line *line, const Line *next, guint width)
{
  return line->length + 1 + next->head > width;
}

/* The width at which the document is hard-wrapped, or 0. */
static guint
measure_width (const Line *lines, guint n)
{
  guint counts[MAX_LENGTH + 1] = { 0 };
  for (guint i = 0; i < n; i++)
    counts[MIN (lines[i].length, MAX_LENGTH)]++;
  guint width = 0;
  for (guint seen = counts[0]; width < MAX_LENGTH && (guint64) seen * 100 < (guint64) n * 98; seen += counts[width])
    width++;
  if (width < MIN_WIDTH || width > MAX_WIDTH)
    return 0;
  guint n_breaks = 0, n_full = 0;
  for (guint i = 0; i + 1 < n; i++)
    if (!lines[i + 1].is_new)
      {
        n_breaks++;
        n_full += is_full (&lines[i], &lines[i + 1], width);
      }
  return n_breaks >= MIN_BREAKS && n_full * 10u >= n_breaks * 7u ? width : 0;
}

/* TRUE when the text says by itself that the line at token @first goes on with the one before it. */
static gboolean
is_continuation (const ObDoc *doc, guint32 first)
{
  const char *bytes = ob_text_get_bytes (doc->text), *next;
  const ObToken *before = &doc->tokens[first - 1];
  if (before->token_class != OB_TOKEN_WORD && before->token_class != OB_TOKEN_NUMBER && bytes[before->start] != ',')
    return FALSE;
  return g_unichar_islower (ob_char_decode (bytes + doc->tokens[first].start, &next));
}

GArray *
ob_paras_find (const ObDoc *doc)
{
  g_autoptr(GArray) lines = find_lines (doc);
  const Line *line = (const Line *) (gpointer) lines->data;
  guint width = measure_width (line, lines->len);
  GArray *paras = g_array_new (FALSE, FALSE, sizeof (ObRange));
  for (guint i = 0; i < lines->len; i++)
    {
      guint32 end = i + 1 < lines->len ? line[i + 1].first : doc->n_tokens;
      gboolean goes_on = !line[i].is_new &&
                         ((width > 0 && is_full (&line[i - 1], &line[i], width)) ||
                          is_continuation (doc, line[i].first));
      if (goes_on)
        g_array_index (paras, ObRange, paras->len - 1).end = end;
      else
        {
          ObRange para = { line[i].first, end };
          g_array_append_val (paras, para);
        }
    }
  return paras;
}
