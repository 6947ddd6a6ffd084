/* ob-rule.h: one rule as the engine runs it: what it looks for, what it refuses, what it emits. */
#pragma once
#include "match/ob-pattern.h"

typedef enum
{
  OB_RULE_PATTERN,              /* rule "…" {…} */
  OB_RULE_GAZETTEER,            /* gazetteer "…" {…}: every entry of a list, found by itself */
  OB_RULE_ECHO,                 /* echo "…" {…}: later short forms of names found by other rules */
} ObRuleKind;

typedef enum { OB_SCOPE_SENTENCE, OB_SCOPE_PARA, OB_SCOPE_DOC } ObScope;

typedef enum { OB_UNLESS_BEFORE, OB_UNLESS_AFTER, OB_UNLESS_OVERLAP, OB_UNLESS_SENTENCE, OB_N_UNLESS } ObUnless;
/*  before    ends where the match starts          after     starts where the match ends
    overlap   shares a token with the match        sentence  anywhere in the sentences of the match */
const char *ob_unless_get_name (ObUnless unless);       /* "before" … */

/* One `set` field: a fixed text, or (list != NULL) the column of the list entry found in a capture:
 * "cue.$cues.stance". */
typedef struct
{
  const char        *name;      /* interned; "label" sets the annotation's label */
  char              *text;      /* fixed text; NULL for a column */
  const char        *capture;   /* interned; "match" is the whole match */
  const ObGazetteer *list;      /* words are looked up by lemma, then by form */
  const char        *column;    /* interned */
} ObSetField;

/* Which part of an entity an echo repeats. */
typedef enum
{
  OB_ECHO_LAST,                 /* the last word: "Shoigu" after "Sergei Shoigu" */
  OB_ECHO_FIRST,                /* the first word: "Kim" after "Kim Jong Un" */
  OB_ECHO_ACRONYM,              /* the initials: "MNS" after "Ministry of National Security" */
  OB_ECHO_WHOLE,                /* all of a name of one word, where its context showed it but once: "Votel" */
} ObEchoPart;

/* What a project's overlay changed about a rule. */
typedef enum
{
  OB_RULE_IS_OFF     = 1 << 0,  /* it never runs */
  OB_RULE_IS_HIDDEN  = 1 << 1,  /* it runs, since others may look at what it finds, but that never leaves the engine */
  OB_RULE_IS_PATCHED = 1 << 2,  /* some of its fields are not those of the pack: the tag ends in "+patched" */
} ObRuleChange;

typedef struct
{
  ObRuleKind   kind;
  char        *id;              /* "news.en/says-that" */
  guint        rev;
  char        *tag;             /* "news.en/says-that@1": what outputs print */
  char        *file;            /* as people know it */
  guint        line;
  char        *doc;             /* may be NULL */
  char        *status;          /* "experimental", "test", "stable", "deprecated" */
  GPtrArray   *tags;            /* of char *, owned */

  const char  *emits;           /* interned type: "entity", "time", "claim", …; a type that begins with "_" is for
                                   other rules only and never leaves the engine */
  const char  *label;           /* interned, or NULL */
  GArray      *set;             /* of ObSetField */
  GPtrArray   *over;            /* of char *: ids of the rules it beats, "pack/slug"; owned */

  ObPattern   *match;           /* PATTERN */
  ObPattern   *unless[OB_N_UNLESS];     /* each may be NULL */
  ObScope      scope;
  gboolean     take_all;        /* matches of this rule may overlap */
  guint        max_tokens;      /* longest match */
  gboolean     nested;          /* its claims stay when they lie in the content of another; see ob-conflict.h */
  guint32      zones;           /* bit 1 << ObZone of each zone it runs in */

  ObList      *list;            /* GAZETTEER; owned reference */
  const ObGazetteer *gazetteer; /* GAZETTEER; borrowed from the rule set */

  const char  *echo_of;         /* ECHO: the entities' label, interned */
  ObEchoPart   echo_part;

  gboolean     has_on_match;
  guint        script;          /* with has_on_match: which of the rule set's scripts */
  GPtrArray   *reads;           /* of const char *, interned: types of annotations its patterns look at; by sealing */
  guint        place;           /* position in the rule set: the last tie-break */
  const char  *tries_over;      /* of a variant under trial: the id of one more rule that it is over; else NULL */
  guint        changes;         /* of ObRuleChange */
} ObRule;

ObRule *ob_rule_new  (ObRuleKind kind, const char *pack, const char *slug, guint rev);
void    ob_rule_free (ObRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObRule, ob_rule_free)

#define OB_ALL_ZONES      ((1u << OB_N_ZONES) - 1)
#define OB_DEFAULT_ZONES  (OB_ALL_ZONES & ~(1u << OB_ZONE_BOILERPLATE))
