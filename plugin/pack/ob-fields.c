#include "pack/ob-fields.h"
#include "match/ob-timex.h"
#include <string.h>

typedef struct
{
  const char *name;
  const char *values[12];       /* NULL-terminated; empty: any */
} Feature;

static const Feature claim[] = {
  { "src_type", { "named", "role", "group", "document", "anonymous", "author", "none" } },
  { "src_ref", { NULL } },
  { "cue_class", { "say", "ask", "think", "know", "show", "order", "plan", "want", "mark", "adverb" } },
  { "quote", { "direct", "indirect", "mixed", "none" } },
  { "stance", { "assert", "deny", "doubt", "ask", "withhold" } },
  { "polarity", { "+", "-", "?" } },
  { "certainty", { "certain", "probable", "possible", "open" } },
  { "actual", { "yes", "negated", "modal", "conditional", "future" } },
  { "voice", { "neutral", "endorse", "distance" } },
  { "type", { "fact", "forecast", "plan", "demand", "value", "question" } },
  { "where", { "headline", "standfirst", "body", "caption" } },
  { "evidence", { "hearsay", "document", "seen", "inferred" } },
  { "in", { NULL } },
  { "about", { NULL } },
  { "antecedent", { NULL } },
};

static const char *const claim_captures[] = { "source", "cue", "content", "to", "when", "hedge", "match", NULL };
static const char *const claim_features[] = { "src_type", "src_ref", "cue_class", "quote", "stance", "polarity",
                                              "certainty", "actual", "voice", "type", "where", "evidence", "in",
                                              "about", "antecedent", "label", NULL };
static const char *const event_captures[] = { "actor", "target", "act", "when", "place", "match", NULL };
static const char *const event_features[] = { "label", "code", "where", "actual", "polarity", "certainty", NULL };
static const char *const entity_features[] = { "label", "name", "role", "kind", "country", "gender", "reading", "reason",
                                               "government", "spelling", "id", "wikidata", "note", NULL };
static const char *const any_features[] = { "label", "name", "kind", "value", NULL };
static const char *const no_captures[] = { "match", NULL };

/* The fields of times, with what every type has. */
static const char *const *
get_time_fields (void)
{
  static gsize fields;
  if (g_once_init_enter (&fields))
    {
      GPtrArray *names = g_ptr_array_new ();
      for (const char *const *name = ob_timex_get_fields (); *name != NULL; name++)
        g_ptr_array_add (names, (char *) *name);
      g_ptr_array_add (names, (char *) "label");
      g_ptr_array_add (names, (char *) "match");
      g_ptr_array_add (names, NULL);
      g_once_init_leave (&fields, (gsize) g_ptr_array_free (names, FALSE));
    }
  return (const char *const *) fields;
}

const char *const *
ob_fields_get_captures (const char *type)
{
  if (strcmp (type, "claim") == 0)
    return claim_captures;
  if (strcmp (type, "event") == 0)
    return event_captures;
  return strcmp (type, "time") == 0 ? get_time_fields () : no_captures;
}

const char *const *
ob_fields_get_features (const char *type)
{
  if (strcmp (type, "claim") == 0)
    return claim_features;
  if (strcmp (type, "event") == 0)
    return event_features;
  if (strcmp (type, "time") == 0)
    return get_time_fields ();
  return strcmp (type, "entity") == 0 ? entity_features : any_features;
}

gboolean
ob_fields_is_open (const char *type)
{
  static const char *const closed[] = { "claim", "event", "time", "entity", NULL };
  return !g_strv_contains (closed, type);
}

const char *const *
ob_fields_get_values (const char *type, const char *feature)
{
  if (strcmp (type, "claim") != 0)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (claim); i++)
    if (strcmp (claim[i].name, feature) == 0)
      return claim[i].values[0] != NULL ? claim[i].values : NULL;
  return NULL;
}
