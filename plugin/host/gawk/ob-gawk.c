/* ob-gawk.c: the gawk extension `obelus` (gawk -l obelus).
 *
 *   n = obelus::use(pack, …)             loads packs in place of those loaded before; n: how many were named
 *   n = obelus::tag(text, ann[, date])   fills ann[1 … n] with sub-arrays: "type" "label" "rule" "start" "length"
 *                                        "text", every feature, and of each span its text under its name, with
 *                                        NAME_start and NAME_length; of several, the later ones as NAME2, NAME3 …
 *   s = obelus::json(text[, id[, date]]) the record that `obelus tag` writes for it, as a line without its end
 *
 * gawk lets no extension call a function `load`, a word that it keeps for itself: obelus.awk (gawk -i obelus.awk) gives
 * obelus::use that name too.
 *
 * With -v OBELUS_RECORDS=1 every annotation of a file is a record: see ob-gawk-records.h.
 *
 * start and length count as match() and substr() do. Without use, the packs named in the variable OBELUS_PACKS, or
 * else in the environment's, or else news.en and security.en are loaded at the first call.
 *
 * A bad document, pack or rule: -1 and ERRNO; nothing is printed, nothing ends the program. obelus::json answers a bad
 * document with an error record. A rule that was stopped leaves the others' annotations, and ERRNO says which. A call
 * that makes no sense: -1, ERRNO and a warning. Fatal: only another gawk API, persistent memory, and no memory. */
#include "host/gawk/ob-gawk-records.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__ ((visibility ("default")))

EXPORT int plugin_is_GPL_compatible;
EXPORT int dl_load (const gawk_api_t *const api_p, awk_ext_id_t id);

static const gawk_api_t *api;
static awk_ext_id_t ext_id;

enum { MAX_PACKS = 64 };

static ObelusRules *rules;
static ObelusTagger *tagger;

/* ---- Errors ---- */

/* Sets ERRNO from an error "code: message" and frees it. The diagnostics of packs name their place themselves. */
static void
take_error (char *error)
{
  const char *message = strncmp (error, "pack: ", 6) == 0 ? error + 6 : error;
  size_t size = strlen (message) + sizeof "obelus: ";
  char *text = malloc (size);
  if (text == NULL)
    fatal (ext_id, "obelus: no memory");
  snprintf (text, size, "obelus: %s", message);
  update_ERRNO_string (text);
  free (text);
  obelus_free (error);
}

static awk_value_t *
refuse_call (const char *message, awk_value_t *result)
{
  update_ERRNO_string (message);
  warning (ext_id, "%s", message);
  return make_number (-1, result);
}

/* ---- Arguments ---- */

/* Argument @n as text: borrowed, "" when it is missing or unset. FALSE: it is an array (gawk 5.2.1 does not say so when
 * it is asked for a string). */
static int
get_text (size_t n, awk_value_t *value)
{
  if (get_argument (n, AWK_STRING, value))
    return 1;
  int is_array = get_argument (n, AWK_ARRAY, value);
  value->str_value.str = "";
  value->str_value.len = 0;
  return !is_array;
}

/* Argument @n as an array, made one when it is unset. */
static int
get_array (size_t n, awk_array_t *ret_array)
{
  awk_value_t value;
  if (get_argument (n, AWK_ARRAY, &value))
    {
      *ret_array = value.array_cookie;
      return 1;
    }
  if (value.val_type != AWK_UNDEFINED)
    return 0;
  *ret_array = create_array ();
  return set_argument (n, *ret_array);
}

/* ---- Packs ---- */

static int
use_packs (const char *const *packs, char **ret_error)
{
  ObelusRules *new_rules = obelus_rules_load (packs, NULL, ret_error);
  ObelusTagger *new_tagger = new_rules != NULL ? obelus_tagger_new (new_rules, ret_error) : NULL;
  if (new_tagger == NULL)
    {
      obelus_rules_unref (new_rules);
      return 0;
    }
  obelus_tagger_free (tagger);
  obelus_rules_unref (rules);
  tagger = new_tagger;
  rules = new_rules;
  return 1;
}

/* Loads the packs in @names, separated by spaces or commas. */
static void
use_named_packs (const char *names, char **ret_error)
{
  const char *packs[MAX_PACKS + 1] = { NULL };
  char *copy = strdup (names), *rest = copy;
  int n = 0;
  if (copy == NULL)
    fatal (ext_id, "obelus: no memory");
  for (char *name; n < MAX_PACKS && (name = strtok_r (rest, " \t\n,", &rest)) != NULL;)
    packs[n++] = name;
  use_packs (n > 0 ? packs : NULL, ret_error);
  free (copy);
}

/* The tagger in use, after loading the packs that nobody loaded yet; or NULL with *ret_error. */
static ObelusTagger *
get_tagger (char **ret_error)
{
  awk_value_t value;
  if (tagger != NULL)
    return tagger;
  if (sym_lookup ("OBELUS_PACKS", AWK_STRING, &value) && value.str_value.len > 0)
    use_named_packs (value.str_value.str, ret_error);
  else
    {
      const char *names = getenv ("OBELUS_PACKS");      /* gawk keeps ENVIRON and the environment the same */
      use_named_packs (names != NULL ? names : "", ret_error);
    }
  return tagger;
}

/* FALSE, with ERRNO set, when there is no tagger. */
static int
have_tagger (void)
{
  char *error = NULL;
  if (get_tagger (&error) != NULL)
    return 1;
  take_error (error);
  return 0;
}

static awk_value_t *
do_use (int n_args, awk_value_t *result, struct awk_ext_func *function)
{
  const char *packs[MAX_PACKS + 1] = { NULL };
  char *error = NULL;
  int n = 0;
  (void) function;
  unset_ERRNO ();
  for (int i = 0; i < n_args && i < MAX_PACKS; i++)
    {
      awk_value_t value;
      if (!get_text (i, &value))
        return refuse_call ("obelus::use: a pack's name is a string, not an array", result);
      if (value.str_value.len > 0)      /* obelus.awk hands on the arguments that it was not given */
        packs[n++] = value.str_value.str;
    }
  if (n == 0 || n_args > MAX_PACKS)
    return refuse_call ("obelus::use: the names of 1 to 64 packs are expected", result);
  if (!use_packs (packs, &error))
    {
      take_error (error);
      n = -1;
    }
  return make_number (n, result);
}

/* ---- tag ---- */

static int
set_element (awk_array_t array, const char *name, awk_value_t *value)
{
  awk_value_t index;
  make_const_string (name, strlen (name), &index);
  return set_array_element (array, &index, value);
}

static int
set_string (awk_array_t array, const char *name, const char *text)
{
  awk_value_t value;
  make_const_string (text, strlen (text), &value);
  return set_element (array, name, &value);
}

static int
set_number (awk_array_t array, const char *name, size_t number)
{
  awk_value_t value;
  make_number (number, &value);
  return set_element (array, name, &value);
}

static ObelusUnit
get_unit (void)
{
  return MB_CUR_MAX > 1 ? OBELUS_CODEPOINT : OBELUS_BYTE;
}

/* An extent under @name: its text, and NAME_start and NAME_length; for the annotation itself @prefix is "". */
static int
set_extent (awk_array_t array, const ObelusResult *result, const char *name, const char *prefix, size_t start,
            size_t end)
{
  char start_name[128], length_name[128];
  snprintf (start_name, sizeof start_name, "%sstart", prefix);
  snprintf (length_name, sizeof length_name, "%slength", prefix);
  char *text = obelus_result_dup_text (result, get_unit (), start, end);
  int is_set = set_string (array, name, text) && set_number (array, start_name, start + 1)
               && set_number (array, length_name, end - start);
  obelus_free (text);
  return is_set;
}

/* How many of the spans before the @n-th have its name. */
static size_t
count_namesakes (const ObelusResult *result, size_t i, size_t n, const char *name)
{
  const char *other;
  size_t start, end, count = 0;
  for (size_t k = 0; k < n && obelus_result_get_span (result, i, k, get_unit (), &other, &start, &end); k++)
    count += strcmp (other, name) == 0;
  return count;
}

static int
fill_annotation (awk_array_t array, const ObelusResult *result, size_t i)
{
  ObelusAnnotation annotation;
  const char *name, *value;
  size_t start, end;
  obelus_result_get (result, i, get_unit (), &annotation);
  for (size_t n = 0; obelus_result_get_feature (result, i, n, &name, &value); n++)
    if (!set_string (array, name, value))
      return 0;
  for (size_t n = 0; obelus_result_get_span (result, i, n, get_unit (), &name, &start, &end); n++)
    {
      char key[64], prefix[65];
      size_t before = count_namesakes (result, i, n, name);
      if (before == 0)
        snprintf (key, sizeof key, "%s", name);
      else
        snprintf (key, sizeof key, "%s%zu", name, before + 1);
      snprintf (prefix, sizeof prefix, "%s_", key);
      if (!set_extent (array, result, key, prefix, start, end))
        return 0;
    }
  return set_string (array, "type", annotation.type)
         && (annotation.label == NULL || set_string (array, "label", annotation.label))
         && set_extent (array, result, "text", "", annotation.start, annotation.end)
         && set_string (array, "rule", annotation.rule);
}

/* Arrays are built from the top down, as gawk wants it, and under string indices: a sub-array under a number kills
 * gawk 5.2.1. */
static int
fill_array (awk_array_t array, const ObelusResult *result)
{
  for (size_t i = 0; i < obelus_result_size (result); i++)
    {
      char index[24];
      awk_value_t value = { .val_type = AWK_ARRAY };
      snprintf (index, sizeof index, "%zu", i + 1);
      value.array_cookie = create_array ();
      if (!set_element (array, index, &value) || !fill_annotation (value.array_cookie, result, i))
        return 0;
    }
  return 1;
}

static void
tell_incident (const ObelusResult *result)
{
  const char *incident = obelus_result_get_incident (result, 0);
  char text[1024];
  if (incident == NULL)
    return;
  snprintf (text, sizeof text, "obelus: incomplete: %s", incident);
  update_ERRNO_string (text);
}

static awk_value_t *
do_tag (int n_args, awk_value_t *result, struct awk_ext_func *function)
{
  awk_value_t text, date;
  awk_array_t array;
  char *error = NULL;
  (void) function;
  unset_ERRNO ();
  if (n_args < 2 || n_args > 3 || !get_text (0, &text) || !get_text (2, &date))
    return refuse_call ("obelus::tag: expected are a text, an array and perhaps a date", result);
  if (!get_array (1, &array))
    return refuse_call ("obelus::tag: the second argument is not an array", result);
  if (!have_tagger ())
    return make_number (-1, result);
  ObelusResult *tagged = obelus_tag (tagger, text.str_value.str, text.str_value.len, NULL,
                                     date.str_value.len > 0 ? date.str_value.str : NULL, &error);
  clear_array (array);
  if (tagged == NULL)
    {
      take_error (error);
      return make_number (-1, result);
    }
  double n = obelus_result_size (tagged);
  tell_incident (tagged);
  if (!fill_array (array, tagged))
    {
      update_ERRNO_string ("obelus: gawk refused an element of the array");
      n = -1;
    }
  obelus_result_free (tagged);
  return make_number (n, result);
}

/* ---- json ---- */

/* Argument @n as a JSON value: a whole number as a number, all else as a string. NULL: it is missing or unset. */
static char *
dup_id_json (size_t n)
{
  awk_value_t value;
  if (!get_argument (n, AWK_UNDEFINED, &value) || value.val_type == AWK_UNDEFINED)
    return NULL;
  if (value.val_type == AWK_NUMBER && value.num_value == floor (value.num_value)
      && fabs (value.num_value) < 1e15)
    {
      char digits[32];
      snprintf (digits, sizeof digits, "%.0f", value.num_value);
      return strdup (digits);
    }
  if (!get_argument (n, AWK_STRING, &value))
    return NULL;
  char *json = obelus_string_dup_json (value.str_value.str, value.str_value.len, 0);
  char *copy = strdup (json);
  obelus_free (json);
  return copy;
}

/* Hands @text (from Obelus, freed here) to gawk. */
static awk_value_t *
return_string (char *text, awk_value_t *result)
{
  make_const_string (text, strlen (text), result);
  obelus_free (text);
  return result;
}

static awk_value_t *
do_json (int n_args, awk_value_t *result, struct awk_ext_func *function)
{
  awk_value_t text, date;
  char *error = NULL, *record;
  (void) function;
  unset_ERRNO ();
  if (n_args < 1 || n_args > 3 || !get_text (0, &text) || !get_text (2, &date))
    return refuse_call ("obelus::json: expected are a text, perhaps an id, and perhaps a date", result);
  if (!have_tagger ())
    return make_number (-1, result);
  char *id = dup_id_json (1);
  ObelusResult *tagged = obelus_tag (tagger, text.str_value.str, text.str_value.len, NULL,
                                     date.str_value.len > 0 ? date.str_value.str : NULL, &error);
  if (tagged != NULL)
    {
      tell_incident (tagged);
      record = obelus_result_dup_json (tagged, id, OBELUS_CODEPOINT, 0);
      obelus_result_free (tagged);
    }
  else
    {
      record = obelus_error_dup_json (error, id, 0);
      take_error (error);
    }
  free (id);
  return return_string (record, result);
}

/* ---- Loading the extension ---- */

static void
clean_up (void *data, int exit_status)
{
  (void) data, (void) exit_status;
  obelus_tagger_free (tagger);
  obelus_rules_unref (rules);
  tagger = NULL;
  rules = NULL;
}

static awk_ext_func_t functions[] = {
  { "use", do_use, MAX_PACKS, 1, awk_true, NULL },
  { "tag", do_tag, 3, 2, awk_false, NULL },
  { "json", do_json, 3, 1, awk_false, NULL },
};

/* In place of gawk's dl_load_func, for which a function that could not be added is only a warning. */
int
dl_load (const gawk_api_t *const api_p, awk_ext_id_t id)
{
  const char *persistent = getenv ("GAWK_PERSIST_FILE");
  api = api_p;
  ext_id = id;
  if (api->major_version != GAWK_API_MAJOR_VERSION || api->minor_version < GAWK_API_MINOR_VERSION)
    fatal (ext_id, "obelus: built for API %d.%d, this gawk has %d.%d", GAWK_API_MAJOR_VERSION,
           GAWK_API_MINOR_VERSION, api->major_version, api->minor_version);
  if (persistent != NULL && *persistent != '\0'
      && (api->major_version < 4 || (api->major_version == 4 && api->minor_version < 1)))
    fatal (ext_id, "obelus: extension functions crash this gawk with persistent memory; unset GAWK_PERSIST_FILE");
  for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
    if (!add_ext_func ("obelus", &functions[i]))
      fatal (ext_id, "obelus: gawk refused the function %s", functions[i].name);
  ob_gawk_register_records (api, ext_id, get_tagger);
  awk_atexit (clean_up, NULL);
  register_ext_version ("obelus " OBELUS_VERSION);
  return 1;
}
