/* ob-fuzzy.c: keys of names, a table of entries by their key, and the one slip that two keys may differ in.
 *
 * The entries are sorted by their key's first letter and length, so that a question looks at those of one letter whose
 * length is right or off by one. */
#include "lexicon/ob-fuzzy.h"
#include "base/ob-limits.h"
#include <string.h>

#define MIN_EQUAL_KEY       5   /* letters of a name that is found by its key alone */
#define MIN_SLIP_KEY        8   /* letters of a name that may hold a slip */
#define MIN_SLIP_WORD       4   /* letters of the word it is in */
#define MIN_CONSONANT_WORD  7   /* the same where the slip is no vowel */
#define MAX_KEY             (2 * OB_MAX_FUZZY_BYTES)    /* x is written ks */

typedef struct
{
  char   *key;                  /* words separated by spaces; owned by the arena of keys */
  guint   length;
  ObListEntry entry;
} Key;

struct ObFuzzy
{
  const ObList *list;
  gsize         is_built;
  GArray       *keys;           /* of Key, sorted */
  GStringChunk *texts;
  GHashTable   *words;          /* set of the words of all keys, each behind its place in the key: "1jong"; in texts */
};

ObFuzzy *
ob_fuzzy_new (const ObList *list)
{
  ObFuzzy *self = g_new0 (ObFuzzy, 1);
  self->list = list;
  return self;
}

void
ob_fuzzy_free (ObFuzzy *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->words, g_hash_table_unref);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self);
}

/* --- keys --- */

/* Lower-case ASCII letters for one letter of a name, or NULL for what no Latin name holds. */
static const char *
get_letters (gunichar c, char buffer[2])
{
  c = g_unichar_tolower (c);
  if (c >= 'a' && c <= 'z')
    {
      buffer[0] = (char) c;
      buffer[1] = '\0';
      return buffer;
    }
  switch (c)
    {
    case 0xdf: return "ss";
    case 0xe6: case 0x153: return "e";
    case 0xf8: return "o";
    case 0xf0: case 0x111: return "d";
    case 0xfe: return "t";
    case 0x142: return "l";
    case 0x131: return "i";
    default: return NULL;
    }
}

/* The letters of @text in lower case without marks, words separated by one space; FALSE when it holds others. */
static gboolean
spell (const char *text, char ret_letters[MAX_KEY + 1])
{
  g_autofree char *plain = g_str_is_ascii (text) ? NULL : g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  guint n = 0;
  if (plain == NULL && !g_str_is_ascii (text))
    return FALSE;
  for (const char *p = plain != NULL ? plain : text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      char buffer[2];
      if (g_unichar_ismark (c) || c == '\'' || c == '.' || c == 0x2018 || c == 0x2019 || c == 0x2bc)
        continue;
      gboolean is_gap = c == ' ' || c == '-' || c == 0x2010 || c == 0x2011;
      const char *letters = is_gap ? (n > 0 && ret_letters[n - 1] != ' ' ? " " : "") : get_letters (c, buffer);
      if (letters == NULL || n + strlen (letters) > MAX_KEY)
        return FALSE;
      for (; *letters != '\0'; letters++)
        ret_letters[n++] = *letters;
    }
  while (n > 0 && ret_letters[n - 1] == ' ')
    n--;
  ret_letters[n] = '\0';
  return n > 0;
}

/* What transliterations into English disagree on. The first that fits counts. */
static const struct { const char *from, *to; } variants[] = {
  { "tsch", "ch" }, { "sch", "sh" }, { "tch", "ch" }, { "dzh", "j" }, { "zh", "z" }, { "kh", "h" }, { "gh", "g" },
  { "dh", "d" }, { "ph", "f" }, { "ck", "k" }, { "ca", "ka" }, { "co", "ko" }, { "cu", "ku" }, { "cl", "kl" },
  { "cr", "kr" }, { "x", "ks" }, { "q", "k" }, { "w", "v" }, { "yj", "i" },
  { "ij", "i" }, { "y", "i" }, { "ou", "u" }, { "oo", "u" }, { "ee", "i" },
};

/* The key of @text into @ret_key; its length without spaces, 0 when it has none. */
static guint
make_key (const char *text, char ret_key[MAX_KEY + 1])
{
  char letters[MAX_KEY + 1];
  guint n = 0, n_letters = 0;
  if (strlen (text) > OB_MAX_FUZZY_BYTES || !spell (text, letters))
    return 0;
  for (const char *p = letters; *p != '\0';)
    {
      const char *to = NULL;
      char one[2] = { *p, '\0' };
      gsize used = 1;
      for (guint i = 0; to == NULL && i < G_N_ELEMENTS (variants); i++)
        if (*variants[i].from == *p && g_str_has_prefix (p, variants[i].from))
          to = variants[i].to, used = strlen (variants[i].from);
      for (const char *s = to != NULL ? to : one; *s != '\0' && n < MAX_KEY; s++)
        if (n == 0 || ret_key[n - 1] != *s)     /* double letters are single ones */
          {
            ret_key[n++] = *s;
            n_letters += *s != ' ';
          }
      p += used;
    }
  ret_key[n] = '\0';
  return n_letters;
}

/* --- the index --- */

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const Key *x = a, *y = b;
  if (x->key[0] != y->key[0])
    return x->key[0] < y->key[0] ? -1 : 1;
  if (x->length != y->length)
    return x->length < y->length ? -1 : 1;
  int order = strcmp (x->key, y->key);
  return order != 0 ? order : (x->entry > y->entry) - (x->entry < y->entry);
}

static void
add_words (ObFuzzy *self, const char *key)
{
  g_auto (GStrv) words = g_strsplit (key, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *placed = g_strdup_printf ("%u%s", i, words[i]);
      g_hash_table_add (self->words, g_string_chunk_insert_const (self->texts, placed));
    }
}

static void
build (ObFuzzy *self)
{
  self->keys = g_array_new (FALSE, FALSE, sizeof (Key));
  self->texts = g_string_chunk_new (4096);
  self->words = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < ob_list_size (self->list); i++)
    {
      char key[MAX_KEY + 1];
      ObListEntry entry = ob_list_get (self->list, i);
      if (make_key (ob_list_get_text (self->list, entry), key) < MIN_EQUAL_KEY)
        continue;
      Key item = { g_string_chunk_insert (self->texts, key), (guint) strlen (key), entry };
      g_array_append_val (self->keys, item);
      add_words (self, key);
    }
  g_array_sort (self->keys, compare_keys);
}

/* The first key with that first letter and at least that length. */
static guint
find_from (const ObFuzzy *self, char letter, guint length)
{
  guint low = 0, high = self->keys->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Key *key = &g_array_index (self->keys, Key, middle);
      if (key->key[0] < letter || (key->key[0] == letter && key->length < length))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* --- slips --- */

static gboolean
is_vowel (char c)
{
  return strchr ("aeiou", c) != NULL;
}

static guint
word_length (const char *key, guint i)
{
  guint first = i, end = i;
  while (first > 0 && key[first - 1] != ' ')
    first--;
  while (key[end] != '\0' && key[end] != ' ')
    end++;
  return end - first;
}

static gboolean
is_at_edge (const char *key, guint i)
{
  return i == 0 || key[i - 1] == ' ' || key[i + 1] == '\0' || key[i + 1] == ' ';
}

/* Whether the word of @key around @i stands in an entry, at the same place. */
static gboolean
is_known_word (const ObFuzzy *self, const char *key, guint i)
{
  guint first = i, place = 0;
  while (first > 0 && key[first - 1] != ' ')
    first--;
  for (guint k = 0; k < first; k++)
    place += key[k] == ' ';
  g_autofree char *word = g_strdup_printf ("%u%.*s", place, (int) strcspn (key + first, " "), key + first);
  return g_hash_table_contains (self->words, word);
}

/* Whether @b is @a but for one slip, which is not at the edge of a word. */
static gboolean
is_slip (const char *a, guint a_length, const char *b, guint b_length)
{
  guint same = 0, same_end = 0, longest = MAX (a_length, b_length), shortest = MIN (a_length, b_length);
  const char *longer = a_length >= b_length ? a : b, *shorter = longer == a ? b : a;
  while (same < shortest && a[same] == b[same])
    same++;
  while (same_end < shortest - same && a[a_length - 1 - same_end] == b[b_length - 1 - same_end])
    same_end++;
  guint rest = longest - same - same_end;
  if (rest == 0 || same == 0 || same >= longest || longer[same] == ' ' || shorter[same] == ' ')
    return FALSE;
  if (a_length == b_length && rest == 2 && a[same] == b[same + 1] && a[same + 1] == b[same])
    return a[same + 1] != ' ' && a[same - 1] != ' ' && word_length (a, same) >= MIN_CONSONANT_WORD;
  if (rest != 1 || is_at_edge (longer, same))
    return FALSE;
  gboolean is_mild = is_vowel (longer[same]) && (a_length != b_length || is_vowel (shorter[same]));
  return word_length (longer, same) >= (is_mild ? MIN_SLIP_WORD : MIN_CONSONANT_WORD);
}

static guint
find_difference (const char *a, const char *b)
{
  guint i = 0;
  while (a[i] != '\0' && a[i] == b[i])
    i++;
  return i;
}

static const char *
get_name (const ObFuzzy *self, ObListEntry entry)
{
  const char *name = ob_list_get_feature (self->list, entry, "name");
  return name != NULL ? name : ob_list_get_text (self->list, entry);
}

/* The one name among the keys of @letter and @length that @key equals or, with @may_slip, nearly equals. FALSE when two
 * names are equally near. */
static gboolean
search (const ObFuzzy *self, const char *key, guint n, guint length, gboolean may_slip, ObListEntry *found)
{
  for (guint i = find_from (self, key[0], length); i < self->keys->len; i++)
    {
      const Key *other = &g_array_index (self->keys, Key, i);
      if (other->key[0] != key[0] || other->length != length)
        break;
      if (may_slip ? !is_slip (key, n, other->key, other->length) ||
                       is_known_word (self, key, find_difference (key, other->key))
                   : strcmp (key, other->key) != 0)
        continue;
      if (*found == OB_NO_ENTRY)
        *found = other->entry;
      else if (strcmp (get_name (self, *found), get_name (self, other->entry)) != 0)
        return FALSE;
    }
  return TRUE;
}

ObListEntry
ob_fuzzy_find (ObFuzzy *self, const char *text)
{
  if (g_once_init_enter (&self->is_built))
    {
      build (self);
      g_once_init_leave (&self->is_built, 1);
    }
  char key[MAX_KEY + 1];
  guint n_letters = make_key (text, key), n = n_letters > 0 ? (guint) strlen (key) : 0;
  ObListEntry found = OB_NO_ENTRY;
  if (n_letters < MIN_EQUAL_KEY)
    return OB_NO_ENTRY;
  if (!search (self, key, n, n, FALSE, &found))
    return OB_NO_ENTRY;
  if (found != OB_NO_ENTRY || n_letters < MIN_SLIP_KEY)
    return found;
  gboolean is_one = TRUE;
  for (guint length = n - 1; is_one && length <= n + 1; length++)
    is_one = search (self, key, n, length, TRUE, &found);
  return is_one ? found : OB_NO_ENTRY;
}
