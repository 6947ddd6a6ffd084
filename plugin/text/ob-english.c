/* English word lists. Lists of words are sorted by strcmp, which a unit test checks; phrases need not be. */
#include "text/ob-english.h"
#include <string.h>

static const char *const abbr_titles[] = {
  "Adm", "Brig", "Capt", "Cmdr", "Col", "Comdr", "Cpl", "Dr", "Fr", "Ft", "Gen", "Gov", "Govs", "Hon", "Insp", "Lt",
  "Maj", "Messrs", "Mlle", "Mme", "Mr", "Mrs", "Ms", "Msgr", "Mt", "Mx", "Pfc", "Pres", "Prof", "Profs", "Pvt", "Rep",
  "Reps", "Rev", "Sen", "Sens", "Sgt", "Spc", "St", "Ste", "Supt", "Treas", "cf", "e.g", "i.e", "v", "vs",
};

static const char *const abbr_any[] = {
  "Apr", "Assn", "Aug", "Ave", "Blvd", "Bros", "Calif", "Co", "Corp", "Cos", "Dec", "Dept", "Esq", "Feb", "Fri",
  "Inc", "Jan", "Jr", "Ltd", "Nov", "Oct", "Rd", "Sep", "Sept", "Sr", "Thurs", "Tues", "Univ", "al", "approx", "etc",
};

static const char *const abbr_numbers[] = {
  "Art", "Fig", "Figs", "Jul", "Jun", "Mar", "No", "Nos", "Sat", "Sec", "Sun", "Vol", "Wed", "c", "ca", "est", "fig",
  "no", "nos", "p", "pp", "vol",
};

static const char *const abbr_states[] = {
  "Ala", "Ariz", "Ark", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Mass", "Md", "Mich",
  "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ore", "Pa", "Tenn", "Tex", "Va", "Vt", "Wash", "Wis", "Wisc",
  "Wyo",
};

static const char *const starters[] = {
  "A", "According", "After", "Although", "An", "And", "Another", "As", "At", "Because", "Before", "Both", "But", "By",
  "Despite", "During", "Each", "Earlier", "Even", "Every", "For", "From", "He", "Her", "Here", "His", "How",
  "However", "I", "If", "In", "Instead", "It", "Its", "Last", "Later", "Many", "Meanwhile", "Most", "My", "No", "Not",
  "Now", "On", "Once", "Or", "Other", "Others", "Our", "Over", "She", "Since", "So", "Some", "Still", "Such", "That",
  "The", "Their", "Then", "There", "These", "They", "This", "Those", "Though", "To", "Under", "Until", "We", "What",
  "When", "Where", "Whether", "Which", "While", "Who", "Why", "With", "Without", "Yet", "You",
};

static const char *const narrators[] = {
  "And", "At", "But", "By", "He", "Here", "I", "In", "It", "Last", "My", "On", "She", "So", "Then", "There", "These",
  "They", "Those", "We", "You",
};

static const char *const after_time[] = {
  "AEDT", "AEST", "April", "August", "BST", "Beijing", "CDT", "CEST", "CET", "CST", "CT", "Central", "December",
  "EDT", "EEST", "EET", "EST", "ET", "Eastern", "February", "Friday", "GMT", "Greenwich", "HKT", "IST", "JST",
  "January", "July", "June", "KST", "MDT", "MSK", "MST", "MT", "March", "May", "Monday", "Moscow", "Mountain",
  "November", "October", "PDT", "PST", "PT", "Pacific", "Saturday", "September", "Sunday", "Thursday", "Tuesday",
  "UTC", "Wednesday",
};

static const char *const speech[] = {
  "added", "adds", "announced", "answered", "argued", "asked", "asks", "called", "cried", "declared", "demanded",
  "exclaimed", "explained", "insisted", "joked", "noted", "quipped", "recalled", "replied", "responded", "said",
  "says", "screamed", "shouted", "told", "tweeted", "wondered", "wrote", "yelled",
};

static const char *const calendar[] = {
  "april", "aug", "august", "dec", "december", "feb", "february", "fri", "friday", "jan", "january", "july", "june",
  "mar", "march", "may", "mon", "monday", "nov", "november", "oct", "october", "sat", "saturday", "sep", "sept",
  "september", "sun", "sunday", "thu", "thursday", "today", "tue", "tuesday", "wed", "wednesday", "yesterday",
};

static const char *const particles[] = {
  "a", "about", "after", "against", "amid", "an", "and", "are", "as", "at", "be", "before", "but", "by", "for",
  "from", "in", "into", "is", "it", "its", "nor", "not", "of", "off", "on", "or", "over", "per", "the", "to", "up",
  "via", "vs.", "was", "will", "with",
};

/* Boilerplate takes a paragraph away from the rules, so that a phrase is listed only if it says nearly nothing else. */
static const char *const boilerplate_all[] = {
  "advertisement", "advertisements", "all rights reserved", "article continues below", "back to top", "cancel reply",
  "click to share", "comments", "comments are closed", "continue reading", "continue reading the main story",
  "copy link", "email", "facebook", "follow us", "leave a comment", "leave a reply", "like this",
  "load more comments", "loading", "log in", "more on this story", "newsletter", "no comments yet", "post a comment",
  "post comment", "print this article", "read more", "related", "related articles", "related posts",
  "related stories", "related topics", "reply", "share", "share on facebook", "share on twitter", "share this",
  "share this article", "share this story", "sign in", "sign up", "sign up now", "skip advertisement",
  "sponsored content", "story continues below", "story continues below advertisement", "subscribe", "subscribe now",
  "tweet", "twitter", "view comments", "whatsapp", "write a comment", NULL
};

static const char *const boilerplate_start[] = {
  "( c ) 19", "( c ) 20", "advertisement :", "already a subscriber ?", "also read :", "by clicking", "by signing up",
  "by subscribing", "click here to", "copyright ( c )", "copyright 19", "copyright 20", "copyright ©",
  "download our app", "enter your email", "filed under :", "follow us on", "for more information , visit",
  "get the latest news delivered", "get unlimited access", "join our mailing list", "join the conversation",
  "like us on facebook", "notify me of", "please enable javascript", "read also :", "read more :", "recommended :",
  "related :", "save my name", "see also :", "share this :", "sign up for our", "sign up for the", "sign up here",
  "sign up to our", "sign up to receive", "subscribe to our", "subscribe to the", "subscribe today",
  "support our journalism", "tags :", "thank you for reading", "thanks for reading",
  "this article was originally published", "this site uses cookies", "this website uses cookies",
  "to continue reading", "want more stories like this", "watch live :", "we use cookies", "you may also like",
  "you might also like", "your browser does not support", "your email address will", "©", NULL
};

static const char *const boilerplate_part[] = {
  "accept all cookies", "all rights reserved", "by email when new posts", "email address will not be published",
  "for our daily newsletter", "for our free newsletter", "for our newsletter", "for our weekly newsletter",
  "improve your experience on our site", "in your inbox", "may not be published , broadcast",
  "privacy policy and terms", "required fields are marked", "sent to your inbox", "share on facebook",
  "straight to your inbox", "subscribe to our newsletter", "terms of service and privacy", "terms of use and privacy",
  "this site is protected by recaptcha", "to our daily newsletter", "to our free newsletter", "to our newsletter",
  "to our weekly newsletter", "unsubscribe at any time", "use of cookies", NULL
};

/* One word of each phrase in boilerplate_part, by which most paragraphs are passed over quickly. */
static const char *const boilerplate_words[] = {
  "broadcast", "cookies", "experience", "facebook", "inbox", "marked", "newsletter", "policy", "posts", "published",
  "recaptcha", "reserved", "service", "terms", "unsubscribe",
};

static const char *const byline_start[] = {
  "( editing by", "( reporting by", "( writing by", "additional reporting by", "editing by", "from our correspondent",
  "reporting by", "story by", "text by", "words by", "written by", NULL
};

/* Words of a line that tells when an article appeared, besides numbers and the calendar. */
static const char *const date_line[] = {
  "am", "at", "edited", "ist", "last", "modified", "on", "pm", "posted", "published", "updated",
};

static const char *const caption_start[] = {
  "( ap photo", "( credit :", "( image :", "( photo", "( photograph", "( picture :", "( reuters /", "ap photo",
  "caption :", "credit :", "file photo", "graphic :", "illustration :", "image :", "image credit", "photo :",
  "photo by", "photo credit", "photograph :", "photographer :", "picture :", "pictured :", "video :", NULL
};

static const char *const standfirst_start[] = {
  "analysis", "comment", "editorial", "exclusive", "explainer", "essay", "eyewitness", "feature", "guest post",
  "in depth", "interview", "live", "opinion", "profile", "report", "review", "special report", NULL
};

static const char *const bio_start[] = { "about the author", "the author is", "the writer is", NULL };

static const char *const bio_strong[] = {
  "about the author", "author of the book", "author of the forthcoming", "can be contacted at",
  "can be found on twitter", "can be reached at", "follow her on", "follow him on", "follow them on",
  "for various media", "her latest book", "her most recent book", "her new book", "his latest book",
  "his most recent book", "his new book", "is a columnist", "is a contributing", "is a contributor",
  "is a former fellow", "is a freelance", "is a journalist", "is a regular contributor", "is a reporter",
  "is a senior fellow", "is a staff writer", "is a writer", "is an author and", "is an editor", "is the author",
  "is the editor", "most recently , of", "tweets at", "views expressed", "writes a weekly", "writes about",
  "writes for", "writes regularly", NULL
};

static const char *const bio_profession[] = {
  "academic", "activist", "adviser", "advisor", "analyst", "anchor", "author", "blogger", "broadcaster", "columnist",
  "commentator", "consultant", "contributor", "correspondent", "critic", "director", "economist", "editor",
  "essayist", "fellow", "founder", "historian", "host", "journalist", "lawyer", "lecturer", "novelist", "philosopher",
  "photographer", "producer", "professor", "publisher", "reporter", "researcher", "scholar", "scientist",
  "strategist", "student", "writer", NULL
};

static const char *const bio_detail[] = {
  "author of", "based in", "based journalist", "books include", "columnist and author", "columnist for",
  "contributes to", "editor - in - chief", "fellow at", "founded", "has been published", "has covered",
  "has reported", "has taught", "has worked", "has written", "he focused", "he focuses", "he holds", "he lives",
  "he studied", "he teaches", "he was born", "he writes", "her books", "her work has", "his books", "his work has",
  "is the co", "is the founder", "lives in", "lives with", "previously worked", "professor at", "professor of",
  "research focuses", "she focused", "she focuses", "she holds", "she lives", "she studied", "she teaches",
  "she was born", "she writes", "work has appeared", "worked as", NULL
};

static const char *const *const phrases[OB_N_CUES] = {
  [OB_CUE_BOILERPLATE_ALL] = boilerplate_all,
  [OB_CUE_BOILERPLATE_START] = boilerplate_start,
  [OB_CUE_BOILERPLATE_PART] = boilerplate_part,
  [OB_CUE_BYLINE_START] = byline_start,
  [OB_CUE_CAPTION_START] = caption_start,
  [OB_CUE_STANDFIRST_START] = standfirst_start,
  [OB_CUE_BIO_START] = bio_start,
  [OB_CUE_BIO_STRONG] = bio_strong,
  [OB_CUE_BIO_PROFESSION] = bio_profession,
  [OB_CUE_BIO_DETAIL] = bio_detail,
};

const char *const *
ob_english_get_phrases (ObCue cue)
{
  return phrases[cue];
}

/* Each list of words, and how it is compared: as it stands, in any case, or as it stands or all in capitals. */
typedef enum { COMPARE_EXACT, COMPARE_FOLDED, COMPARE_CAPITALS } Comparison;

#define LIST(words, shortest, comparison) { (words), G_N_ELEMENTS (words), (shortest), (comparison) }
static const struct
{
  const char *const *words;
  gsize              n;
  gsize              shortest;          /* of the words, in bytes: most tokens are not looked for at all */
  Comparison         comparison;
} lists[OB_N_WORDS] = {
  [OB_WORDS_ABBR_TITLE] = LIST (abbr_titles, 1, COMPARE_CAPITALS),
  [OB_WORDS_ABBR_ANY] = LIST (abbr_any, 2, COMPARE_CAPITALS),
  [OB_WORDS_ABBR_NUMBER] = LIST (abbr_numbers, 1, COMPARE_CAPITALS),
  [OB_WORDS_ABBR_STATE] = LIST (abbr_states, 2, COMPARE_CAPITALS),
  [OB_WORDS_STARTER] = LIST (starters, 1, COMPARE_EXACT),
  [OB_WORDS_NARRATOR] = LIST (narrators, 1, COMPARE_EXACT),
  [OB_WORDS_AFTER_TIME] = LIST (after_time, 2, COMPARE_EXACT),
  [OB_WORDS_SPEECH] = LIST (speech, 4, COMPARE_EXACT),
  [OB_WORDS_PARTICLE] = LIST (particles, 1, COMPARE_EXACT),
  [OB_WORDS_CALENDAR] = LIST (calendar, 3, COMPARE_FOLDED),
  [OB_WORDS_DATE_LINE] = LIST (date_line, 2, COMPARE_FOLDED),
  [OB_WORDS_BOILERPLATE] = LIST (boilerplate_words, 5, COMPARE_FOLDED),
};
#undef LIST

#define MAX_WORD (OB_FILTER_LENGTHS - 1)        /* longer words are in no list */

const char *const *
ob_english_get_words (ObWords list, gsize *ret_n)
{
  *ret_n = lists[list].n;
  return lists[list].words;
}

/* Whether @word, which need not end in NUL, comes before, is, or comes after @entry. Most differ in their first letters,
 * so that a loop is faster than what looks for the end of @entry first. */
static inline int
compare (const char *word, gsize length, const char *entry)
{
  for (gsize i = 0; i < length; i++)
    if (word[i] != entry[i] || entry[i] == '\0')
      return entry[i] == '\0' || (guchar) word[i] > (guchar) entry[i] ? 1 : -1;
  return entry[length] == '\0' ? 0 : -1;
}

static gboolean
find_word (const char *const *words, gsize n, const char *word, gsize length)
{
  gsize low = 0, high = n;
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = compare (word, length, words[middle]);
      if (order == 0)
        return TRUE;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return FALSE;
}

/* Lowers @word from @first on into @lower. */
static void
fold (char *lower, const char *word, gsize length, gsize first)
{
  for (gsize i = 0; i < length; i++)
    lower[i] = word[i] | (i >= first && g_ascii_isupper (word[i]) ? 0x20 : 0);
}

static gboolean
is_capitals (const char *word, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isupper (word[i]))
      return FALSE;
  return length > 1;
}

gboolean
ob_english_has_word (ObWords list, const char *word, gsize length)
{
  char lower[MAX_WORD];
  if (length < lists[list].shortest || length > MAX_WORD)
    return FALSE;
  const char *const *words = lists[list].words;
  gsize n = lists[list].n;
  switch (lists[list].comparison)
    {
    case COMPARE_EXACT:
      return find_word (words, n, word, length);
    case COMPARE_FOLDED:
      fold (lower, word, length, 0);
      return find_word (words, n, lower, length);
    case COMPARE_CAPITALS:
      break;
    }
  if (find_word (words, n, word, length))
    return TRUE;
  if (!is_capitals (word, length))
    return FALSE;
  fold (lower, word, length, 1);        /* "GEN" as "Gen" */
  return find_word (words, n, lower, length);
}

void
ob_english_init_filter (ObWordFilter *self, ObWords list)
{
  *self = (ObWordFilter) { .list = list };
  for (gsize i = 0; i < lists[list].n; i++)
    {
      const char *word = lists[list].words[i];
      self->firsts[MIN (strlen (word), OB_FILTER_LENGTHS - 1)] |= 1u << (word[0] & 0x1f);
    }
}

ObAbbr
ob_english_get_abbr (const char *word, gsize length)
{
  if (ob_english_has_word (OB_WORDS_ABBR_TITLE, word, length))
    return OB_ABBR_TITLE;
  if (ob_english_has_word (OB_WORDS_ABBR_ANY, word, length))
    return OB_ABBR_ANY;
  if (ob_english_has_word (OB_WORDS_ABBR_NUMBER, word, length))
    return OB_ABBR_NUMBER;
  return ob_english_has_word (OB_WORDS_ABBR_STATE, word, length) ? OB_ABBR_STATE : OB_ABBR_NONE;
}
