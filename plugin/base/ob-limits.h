/* ob-limits.h: every maximum of Obelus, in one place.
 *
 * A limit is a promise to the host: past it comes a named error, never a crash or a hang. */
#pragma once

/* Documents */
#define OB_MAX_DOCUMENT_BYTES   (256u << 20)    /* larger ones are refused as too_long; offsets fit 32 bits */
#define OB_MAX_LINE_BYTES       (512u << 20)    /* one JSON Lines record, its escapes included */
#define OB_MAX_JSON_DEPTH       64              /* nesting of a JSON Lines record */

/* Work shared out among processes */
#define OB_MAX_WORKERS          256
#define OB_MAX_UNDER_WAY_BYTES  (64u << 20)     /* for each worker: tasks unanswered and answers not yet taken; one … */
#define OB_MAX_UNDER_WAY_TASKS  256             /* … task may be larger, and then there is no other */

#define OB_JOURNAL_MS           200             /* between two notes of how far a batch has come; see ob-output.h */

/* Rule sources */
#define OB_MAX_SOURCE_BYTES     (1u << 20)      /* one rule file */
#define OB_MAX_SOURCE_FILES     64              /* rule files of one pack */
#define OB_MAX_LIST_BYTES       (128u << 20)    /* one list file */
#define OB_MAX_LIST_COLUMNS     32
#define OB_MAX_LIST_LINE_BYTES  (64u << 10)     /* one line of a list file */
#define OB_MAX_LIST_ENTRY_BYTES 1024            /* one entry, its features apart */
#define OB_MAX_FUZZY_BYTES      96              /* a name that is looked for in a fuzzy list */
#define OB_MAX_LIST_DIAGS       50              /* reported of one list; the rest are counted */
#define OB_MAX_PATTERN_BYTES    4096            /* one pattern, macros not yet expanded */
#define OB_MAX_PATTERN_DEPTH    64              /* nesting of brackets and macros in one pattern */
#define OB_MAX_PATTERN_NODES    16384           /* instructions of one compiled pattern, repetitions unrolled */
#define OB_MAX_CAPTURES         32              /* distinct capture names of one pattern */
#define OB_MAX_PIECES           512             /* captures of one match: a label in a repetition has many; 8 KiB */
#define OB_MAX_REPEAT           1000            /* n and m of {n,m} */
#define OB_MAX_PATTERN_DIAGS    20              /* problems reported of one pattern */
#define OB_MAX_REGEX_DEPTH      50              /* nesting of brackets in one /regex/ */
#define OB_MAX_MESSAGE_BYTES    512             /* an error message that a rule raises */
#define OB_MAX_NAME_BYTES       64              /* name of a pack, rule, list, macro, field or module */
#define OB_MAX_LABEL_BYTES      64              /* label of an annotation */
#define OB_MAX_FEATURE_BYTES    4096            /* value of a field that on_match sets */
#define OB_MAX_PACKS            64              /* packs in use, dependencies included */
#define OB_MAX_PACK_EXAMPLES    10000           /* examples of the rules of one pack */
#define OB_MAX_PACK_FILES       10000           /* files and directories of one pack */
#define OB_MAX_PACK_BYTES       (512u << 20)    /* of all files of a pack that is installed */
#define OB_MAX_MODULES          64              /* modules that the files of a pack use */

/* Compiled lists and gazetteers (see ob-image.h) */
#define OB_MAX_IMAGE_BYTES      (1u << 30)      /* a larger file is refused */
#define OB_IMAGE_TRUSTED_BYTES  (1u << 20)      /* larger ones are not read whole at every start */
#define OB_MIN_CACHED_BYTES     (8u << 10)      /* a smaller list is read as fast as its image */

/* Word forms that a session remembers before it begins anew, between two documents (see ob_session_trim) */
#define OB_MAX_FORMS            200000

/* Runs kept for the next comparison (see ob-run-cache.h) */
#define OB_MAX_CACHE_BYTES      (256u << 20)    /* of one run */
#define OB_MAX_CACHED_RUNS      8

/* Words of a corpus that a suggestion is drawn from, about 30 bytes each */
#define OB_MAX_SUGGEST_WORDS    20000000

/* Matching */
#define OB_DEFAULT_SPAN_TOKENS  60              /* longest match of a rule that states none */
#define OB_MAX_SPAN_TOKENS      2000            /* also how far a look-behind sees back */
#define OB_MAX_MATCH_STATES     (6u << 20)      /* answers remembered in one attempt, 8 bytes each; past it: MEMORY */
#define OB_REGEX_MATCH_LIMIT    10000           /* PCRE2's match limit for one word: some 20 µs */
#define OB_REGEX_DEPTH_LIMIT    1000
#define OB_REGEX_WORKSPACE      4000            /* of matching all ways at once, after the match limit, 4 bytes each */
#define OB_REGEX_HEAP_KIB       1024
#define OB_MAX_LEMMA_BYTES      48              /* a longer form is its own lemma */
#define OB_MAX_GAZETTEER_PATHS  64              /* readings of the text (as written, folded, lemmas) followed at once */
#define OB_MAX_LOSERS           100000          /* losers kept of one document; the count goes on */

/* Budgets at first (see ob-budgets.h). */
#define OB_DEFAULT_STEPS        2000000         /* on_match of one pack over one document */
#define OB_DEFAULT_MEMORY       (32u << 20)     /* bytes */
#define OB_DEFAULT_CPU_MS       1000
#define OB_DEFAULT_RULE_STEPS   1000000         /* of one rule among them */
#define OB_DEFAULT_RULE_CPU_MS  500
#define OB_STEPS_PER_TOKEN      50              /* a long document adds so much to these, for each of its tokens */
#define OB_CPU_US_PER_TOKEN     5
#define OB_DEFAULT_LOAD_STEPS   4000000         /* running the files of one pack */
#define OB_DEFAULT_LOAD_MEMORY  (64u << 20)
#define OB_DEFAULT_LOAD_CPU_MS  1000
#define OB_DEFAULT_PATTERN_STEPS 4000           /* of the patterns of a rule, for each token of the document */
