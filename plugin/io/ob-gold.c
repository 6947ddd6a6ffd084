#include "io/ob-gold.h"
#include "base/ob-limits.h"
#include "io/ob-input.h"
#include "io/ob-json.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- Documents ---- */

static void
span_free (gpointer data)
{
  ObGoldSpan *span = data;
  g_free (span->label);
  g_free (span->value);
  g_free (span->rule);
  g_free (span);
}

static ObGoldClaim *
claim_new (void)
{
  ObGoldClaim *claim = g_new0 (ObGoldClaim, 1);
  for (guint role = 0; role < OB_N_GOLD_ROLES; role++)
    claim->roles[role] = g_array_new (FALSE, FALSE, sizeof (ObGoldRange));
  return claim;
}

static void
claim_free (gpointer data)
{
  ObGoldClaim *claim = data;
  for (guint role = 0; role < OB_N_GOLD_ROLES; role++)
    g_array_unref (claim->roles[role]);
  g_free (claim->rule);
  g_free (claim);
}

static void
doc_free (gpointer data)
{
  ObGoldDoc *doc = data;
  g_free (doc->id);
  g_free (doc->text);
  g_clear_pointer (&doc->entities, g_ptr_array_unref);
  g_clear_pointer (&doc->times, g_ptr_array_unref);
  g_clear_pointer (&doc->claims, g_ptr_array_unref);
  g_free (doc);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObGoldDoc, doc_free)

static void
add_layers (ObGoldDoc *doc, gboolean entities, gboolean times, gboolean claims)
{
  if (entities && doc->entities == NULL)
    doc->entities = g_ptr_array_new_with_free_func (span_free);
  if (times && doc->times == NULL)
    doc->times = g_ptr_array_new_with_free_func (span_free);
  if (claims && doc->claims == NULL)
    doc->claims = g_ptr_array_new_with_free_func (claim_free);
}

static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const ObGoldRange *x = a, *y = b;
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return x->end < y->end ? -1 : x->end > y->end;
}

static void
sort_claims (ObGoldDoc *doc)
{
  for (guint i = 0; doc->claims != NULL && i < doc->claims->len; i++)
    for (guint role = 0; role < OB_N_GOLD_ROLES; role++)
      g_array_sort (((ObGoldClaim *) g_ptr_array_index (doc->claims, i))->roles[role], compare_ranges);
}

/* ---- JSON Lines ---- */

static ObJsonSlice
get_member (ObJsonSlice object, const char *member)
{
  ObJsonIter iter = ob_json_iter (object);
  ObJsonSlice name, value, found = { NULL, 0 };
  while (iter.is_object && ob_json_iter_next (&iter, &name, &value))
    if (ob_json_is (name, member))
      found = value;
  return found;
}

static char *
dup_text (ObJsonSlice value)
{
  gsize length;
  return value.start != NULL && *value.start == '"' ? ob_json_dup_string (value, &length) : NULL;
}

static gboolean
read_offset (ObJsonSlice value, gint64 *ret_offset)
{
  g_autofree char *digits = value.start != NULL && value.length < 20 ? g_strndup (value.start, value.length) : NULL;
  return digits != NULL && g_ascii_string_to_signed (digits, 10, 0, G_MAXINT64, ret_offset, NULL);
}

static gboolean
read_range (ObJsonSlice object, ObGoldRange *ret_range, GError **error)
{
  if (read_offset (get_member (object, "start"), &ret_range->start) &&
      read_offset (get_member (object, "end"), &ret_range->end))
    return TRUE;
  g_set_error (error, OB_ERROR, OB_ERROR_BAD_JSON, "\"start\" and \"end\" are no offsets in %.60s", object.start);
  return FALSE;
}

/* {"start","end"} or a list of them, as tag writes; [[start,end]…], as gold has it; null. */
static gboolean
read_ranges (ObJsonSlice value, GArray *ranges, GError **error)
{
  ObGoldRange range;
  ObJsonSlice item, parts[3];
  if (value.start == NULL || *value.start == 'n')
    return TRUE;
  if (*value.start == '{')
    {
      if (!read_range (value, &range, error))
        return FALSE;
      g_array_append_val (ranges, range);
      return TRUE;
    }
  ObJsonIter iter = ob_json_iter (value);
  while (ob_json_iter_next (&iter, NULL, &item))
    {
      guint n = 0;
      ObJsonIter inner = ob_json_iter (item);
      while (*item.start == '[' && n < 3 && ob_json_iter_next (&inner, NULL, &parts[n]))
        n++;
      gboolean is_pair = n == 2 && read_offset (parts[0], &range.start) && read_offset (parts[1], &range.end);
      if (!is_pair && (*item.start != '{' || !read_range (item, &range, NULL)))
        {
          g_set_error (error, OB_ERROR, OB_ERROR_BAD_JSON, "a range [start,end] expected, found %.40s", item.start);
          return FALSE;
        }
      g_array_append_val (ranges, range);
    }
  return TRUE;
}

static gboolean
read_span (ObJsonSlice object, GPtrArray *spans, GError **error)
{
  ObGoldRange range;
  if (!read_range (object, &range, error))
    return FALSE;
  ObGoldSpan *span = g_new0 (ObGoldSpan, 1);
  *span = (ObGoldSpan) { range, dup_text (get_member (object, "label")), dup_text (get_member (object, "value")),
                         dup_text (get_member (object, "rule")) };
  g_ptr_array_add (spans, span);
  return TRUE;
}

static gboolean
read_claim (ObJsonSlice object, GPtrArray *claims, GError **error)
{
  static const char *const names[] = { "source", "cue", "content" };
  ObGoldClaim *claim = claim_new ();
  g_ptr_array_add (claims, claim);
  claim->is_author = ob_json_is (get_member (object, "src_type"), "author");
  claim->rule = dup_text (get_member (object, "rule"));
  for (guint role = 0; role < OB_N_GOLD_ROLES; role++)
    if (!read_ranges (get_member (object, names[role]), claim->roles[role], error))
      return FALSE;
  return TRUE;
}

typedef gboolean (*ReadItem) (ObJsonSlice object, GPtrArray *items, GError **error);

static gboolean
read_list (ObJsonSlice list, GPtrArray *items, ReadItem read, GError **error)
{
  ObJsonIter iter = ob_json_iter (list);
  ObJsonSlice item;
  while (ob_json_iter_next (&iter, NULL, &item))
    if (!read (item, items, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_annotations (ObJsonSlice list, ObGoldDoc *doc, GError **error)
{
  ObJsonIter iter = ob_json_iter (list);
  ObJsonSlice item;
  add_layers (doc, TRUE, TRUE, TRUE);
  while (ob_json_iter_next (&iter, NULL, &item))
    {
      ObJsonSlice type = get_member (item, "type");
      gboolean is_good = ob_json_is (type, "entity") ? read_span (item, doc->entities, error)
                         : ob_json_is (type, "time") ? read_span (item, doc->times, error)
                         : ob_json_is (type, "claim") ? read_claim (item, doc->claims, error) : TRUE;
      if (!is_good)
        return FALSE;
    }
  return TRUE;
}

/* One record; NULL without an error for one that holds no document. */
static ObGoldDoc *
read_record (const char *line, gsize length, GError **error)
{
  enum { ID, TEXT, ANNOTATIONS, ENTITIES, TIMES, CLAIMS, OFFSETS, ERROR, LINE, N };
  static const char *const names[] = { "id", "text", "annotations", "entities", "times", "claims", "offsets", "error", "line",
                                       NULL };
  ObJsonSlice values[N] = { { NULL, 0 } };
  g_autoptr (ObGoldDoc) doc = g_new0 (ObGoldDoc, 1);
  if (!ob_json_find_members (line, length, names, values, error) || values[ERROR].start != NULL)
    return NULL;
  if (values[OFFSETS].start != NULL && !ob_json_is (values[OFFSETS], "codepoint"))
    {
      g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "the offsets are no code points: run tag without --offsets");
      return NULL;
    }
  ObJsonSlice id = values[ID].start != NULL ? values[ID] : values[LINE];
  doc->id = dup_text (id);
  if (doc->id == NULL)
    doc->id = id.start != NULL ? g_strndup (id.start, id.length) : g_strdup ("");
  doc->text = dup_text (values[TEXT]);
  add_layers (doc, values[ENTITIES].start != NULL, values[TIMES].start != NULL, values[CLAIMS].start != NULL);
  if ((values[ANNOTATIONS].start != NULL && !read_annotations (values[ANNOTATIONS], doc, error)) ||
      (doc->entities != NULL && !read_list (values[ENTITIES], doc->entities, read_span, error)) ||
      (doc->times != NULL && !read_list (values[TIMES], doc->times, read_span, error)) ||
      (doc->claims != NULL && !read_list (values[CLAIMS], doc->claims, read_claim, error)))
    return NULL;
  return g_steal_pointer (&doc);
}

static char *
dup_bare_name (const char *id)
{
  char *name = g_path_get_basename (id);
  char *dot = strrchr (name, '.');
  if (dot != NULL && dot > name)
    *dot = '\0';
  return name;
}

static void
add_doc (ObGold *self, ObGoldDoc *doc)
{
  sort_claims (doc);
  g_ptr_array_add (self->docs, doc);
  g_hash_table_insert (self->by_id, doc->id, doc);
  g_hash_table_insert (self->by_name, dup_bare_name (doc->id), doc);
}

static gboolean
read_jsonl (ObGold *self, const char *path, GError **error)
{
  int fd = strcmp (path, "-") == 0 ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);
  const char *line;
  gsize length;
  gboolean is_good = TRUE;
  if (fd < 0)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "%s: %s", path, g_strerror (errno));
      return FALSE;
    }
  g_autoptr (ObLines) lines = ob_lines_new (fd, OB_MAX_LINE_BYTES);
  for (guint number = 1; is_good; number++)
    {
      g_autoptr (GError) local = NULL;
      ObLineStatus status = ob_lines_next (lines, &line, &length, &local);
      if (status == OB_LINE_END)
        break;
      if (status == OB_LINE && length == 0)
        continue;
      ObGoldDoc *doc = status == OB_LINE ? read_record (line, length, &local) : NULL;
      if (doc != NULL)
        add_doc (self, doc);
      is_good = status == OB_LINE && local == NULL;
      if (!is_good)
        g_set_error (error, OB_ERROR, local != NULL ? local->code : OB_ERROR_TOO_LONG, "%s:%u: %s", path, number,
                     local != NULL ? local->message : "a line is too long");
    }
  if (fd != STDIN_FILENO)
    close (fd);
  return is_good;
}

/* ---- brat ---- */

/* A text-bound annotation. */
typedef struct
{
  char   *type;
  GArray *ranges;               /* of ObGoldRange */
  char   *value;                /* of the note about it */
  char   *rule;
  gboolean is_part;             /* of an event */
} Bound;

static void
bound_free (gpointer data)
{
  Bound *bound = data;
  g_free (bound->type);
  g_free (bound->value);
  g_free (bound->rule);
  g_array_unref (bound->ranges);
  g_free (bound);
}

/* "PERSON 0 5;7 9" */
static Bound *
read_bound (const char *field, GError **error)
{
  const char *space = strchr (field, ' ');
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (ObGoldRange));
  g_auto (GStrv) places = g_strsplit (space != NULL ? space + 1 : "", ";", -1);
  for (guint i = 0; places[i] != NULL; i++)
    {
      char *end = NULL;
      ObGoldRange range = { g_ascii_strtoll (places[i], &end, 10), 0 };
      range.end = *end == ' ' ? g_ascii_strtoll (end + 1, &end, 10) : -1;
      if (*end != '\0' || range.start < 0 || range.end < range.start)
        {
          g_set_error (error, OB_ERROR, OB_ERROR_USAGE, "a type and offsets expected (PERSON 0 5), found %.60s", field);
          return NULL;
        }
      g_array_append_val (ranges, range);
    }
  Bound *bound = g_new0 (Bound, 1);
  bound->type = g_strndup (field, space - field);
  bound->ranges = g_steal_pointer (&ranges);
  return bound;
}

/* The value of "name=…;" in a note. */
static char *
dup_noted (const char *note, const char *name)
{
  g_autofree char *key = g_strconcat (name, "=", NULL);
  for (const char *p = strstr (note, key); p != NULL; p = strstr (p + 1, key))
    if (p == note || p[-1] == ' ')
      return g_strndup (p + strlen (key), strcspn (p + strlen (key), ";"));
  return NULL;
}

/* "Claim:T3 Source:T1 Content:T2": the pieces go to the claim. Events of other types are no part of what is compared. */
static ObGoldClaim *
read_event (const char *field, GHashTable *bounds)
{
  static const char *const names[] = { "Source", "Cue", "Content" };
  g_auto (GStrv) parts = g_strsplit (field, " ", -1);
  ObGoldClaim *claim = g_str_has_prefix (field, "Claim:") ? claim_new () : NULL;
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *colon = strchr (parts[i], ':');
      Bound *bound = colon != NULL ? g_hash_table_lookup (bounds, colon + 1) : NULL;
      if (bound == NULL)
        continue;
      *colon = '\0';
      bound->is_part = TRUE;
      for (guint role = 0; claim != NULL && role < OB_N_GOLD_ROLES; role++)     /* a second one is called Content2 */
        if (g_str_has_prefix (parts[i], names[role]) || (i == 0 && role == OB_GOLD_CUE))
          g_array_append_vals (claim->roles[role], bound->ranges->data, bound->ranges->len);
    }
  return claim;
}

static void
add_bounds (ObGoldDoc *doc, GHashTable *bounds, const GPtrArray *ids)
{
  static const char *const times[] = { "DATE", "TIME", "DURATION", "SET", "TIMEX3", NULL };
  for (guint i = 0; i < ids->len; i++)
    {
      Bound *bound = g_hash_table_lookup (bounds, g_ptr_array_index (ids, i));
      if (bound->is_part || strcmp (bound->type, "Mention") == 0)     /* of somebody, and no name */
        continue;
      ObGoldRange first = g_array_index (bound->ranges, ObGoldRange, 0);
      ObGoldRange last = g_array_index (bound->ranges, ObGoldRange, bound->ranges->len - 1);
      ObGoldSpan *span = g_new0 (ObGoldSpan, 1);
      *span = (ObGoldSpan) { { first.start, last.end }, g_strdup (bound->type), g_steal_pointer (&bound->value),
                             g_steal_pointer (&bound->rule) };
      g_ptr_array_add (g_strv_contains (times, bound->type) ? doc->times : doc->entities, span);
    }
}

/* The lines of one file, events after what they name, notes and attributes last. */
static gboolean
read_ann_lines (ObGoldDoc *doc, char *const *lines, GError **error)
{
  g_autoptr (GHashTable) bounds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, bound_free);
  g_autoptr (GHashTable) claims = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ids = g_ptr_array_new (), rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char **row = g_strsplit (lines[i], "\t", 3);
      g_ptr_array_add (rows, row);
      if (lines[i][0] != 'T' || row[1] == NULL || g_hash_table_contains (bounds, row[0]))
        continue;
      Bound *bound = read_bound (row[1], error);
      if (bound == NULL)
        {
          g_prefix_error (error, "line %u: ", i + 1);
          return FALSE;
        }
      g_hash_table_insert (bounds, row[0], bound);
      g_ptr_array_add (ids, row[0]);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      ObGoldClaim *claim = lines[i][0] == 'E' && row[1] != NULL ? read_event (row[1], bounds) : NULL;
      if (claim == NULL)
        continue;
      g_ptr_array_add (doc->claims, claim);
      g_hash_table_insert (claims, row[0], claim);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = g_ptr_array_index (rows, i);
      const char *about = row[0] != NULL && row[1] != NULL ? strchr (row[1], ' ') : NULL;
      if (about == NULL)
        continue;
      g_auto (GStrv) words = g_strsplit (about + 1, " ", 2);
      Bound *bound = g_hash_table_lookup (bounds, words[0]);
      ObGoldClaim *claim = g_hash_table_lookup (claims, words[0]);
      if (lines[i][0] == '#' && row[2] != NULL && bound != NULL && bound->rule == NULL)
        {
          bound->value = dup_noted (row[2], "value");
          bound->rule = dup_noted (row[2], "rule");
        }
      else if (lines[i][0] == '#' && row[2] != NULL && claim != NULL && claim->rule == NULL)
        claim->rule = dup_noted (row[2], "rule");
      else if (lines[i][0] == 'A' && claim != NULL && g_str_has_prefix (row[1], "SourceType "))
        claim->is_author = g_strcmp0 (words[1], "author") == 0;
    }
  add_bounds (doc, bounds, ids);
  return TRUE;
}

static gboolean
read_ann (ObGold *self, const char *path, const char *id, GError **error)
{
  g_autofree char *content = NULL, *text_path = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (ObGoldDoc) doc = g_new0 (ObGoldDoc, 1);
  if (!g_file_get_contents (path, &content, NULL, &local))
    {
      g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "%s", local->message);
      return FALSE;
    }
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);
  text_path = g_strdup_printf ("%.*s.txt", (int) (strlen (path) - strlen (".ann")), path);
  g_file_get_contents (text_path, &doc->text, NULL, NULL);      /* for the context of errors only */
  doc->id = g_strdup (id);
  add_layers (doc, TRUE, TRUE, TRUE);
  if (!read_ann_lines (doc, lines, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  add_doc (self, g_steal_pointer (&doc));
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Every *.ann below @path; @prefix leads to their names. */
static gboolean
read_folder (ObGold *self, const char *path, GError **error)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (folders, g_strdup (""));
  while (folders->len > 0)
    {
      g_autofree char *folder = g_ptr_array_steal_index (folders, folders->len - 1);
      g_autofree char *full = g_build_filename (path, folder, NULL);
      g_autoptr (GDir) dir = g_dir_open (full, 0, NULL);
      for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;)
        {
          g_autofree char *relative = *folder != '\0' ? g_build_filename (folder, name, NULL) : g_strdup (name);
          g_autofree char *place = g_build_filename (path, relative, NULL);
          struct stat info;
          if (lstat (place, &info) == 0 && S_ISDIR (info.st_mode))
            g_ptr_array_add (folders, g_steal_pointer (&relative));
          else if (g_str_has_suffix (name, ".ann"))
            g_ptr_array_add (names, g_steal_pointer (&relative));
        }
    }
  if (names->len == 0)
    {
      g_set_error (error, OB_ERROR, OB_ERROR_NOT_FOUND, "%s: no *.ann in this folder", path);
      return FALSE;
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *place = g_build_filename (path, name, NULL);
      g_autofree char *id = g_strndup (name, strlen (name) - strlen (".ann"));
      if (!read_ann (self, place, id, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- A side ---- */

ObGold *
ob_gold_read (const char *path, GError **error)
{
  g_autoptr (ObGold) self = g_new0 (ObGold, 1);
  struct stat info;
  self->docs = g_ptr_array_new_with_free_func (doc_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gboolean is_folder = stat (path, &info) == 0 && S_ISDIR (info.st_mode);
  self->is_brat = is_folder || g_str_has_suffix (path, ".ann");
  g_autofree char *name = g_path_get_basename (path);
  if (self->is_brat && !is_folder)
    name[strlen (name) - strlen (".ann")] = '\0';
  gboolean is_good = is_folder ? read_folder (self, path, error) : self->is_brat ? read_ann (self, path, name, error)
                                                                                 : read_jsonl (self, path, error);
  return is_good ? g_steal_pointer (&self) : NULL;
}

void
ob_gold_free (ObGold *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->docs);
  g_free (self);
}

const ObGoldDoc *
ob_gold_find (const ObGold *self, const ObGold *other, const ObGoldDoc *doc)
{
  const ObGoldDoc *found = g_hash_table_lookup (self->by_id, doc->id);
  if (found != NULL || (!self->is_brat && !other->is_brat))
    return found;
  g_autofree char *name = dup_bare_name (doc->id);
  return g_hash_table_lookup (self->by_name, name);
}
