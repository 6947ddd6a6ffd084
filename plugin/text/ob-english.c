/* English word lists. Sorted by strcmp where a binary search says so; the unit test checks the order. */
#include "text/ob-english.h"
#include <string.h>

typedef struct { const char *word; ObAbbr kind; } Abbr;

static const Abbr abbreviations[] = {
  { "Adm", OB_ABBR_TITLE }, { "Ala", OB_ABBR_STATE }, { "Apr", OB_ABBR_ANY }, { "Ariz", OB_ABBR_STATE },
  { "Ark", OB_ABBR_STATE }, { "Art", OB_ABBR_NUMBER }, { "Assn", OB_ABBR_ANY }, { "Aug", OB_ABBR_ANY },
  { "Ave", OB_ABBR_ANY }, { "Blvd", OB_ABBR_ANY }, { "Brig", OB_ABBR_TITLE }, { "Bros", OB_ABBR_ANY },
  { "Calif", OB_ABBR_ANY }, { "Capt", OB_ABBR_TITLE }, { "Cmdr", OB_ABBR_TITLE }, { "Co", OB_ABBR_ANY },
  { "Col", OB_ABBR_TITLE }, { "Colo", OB_ABBR_STATE }, { "Comdr", OB_ABBR_TITLE }, { "Conn", OB_ABBR_STATE },
  { "Corp", OB_ABBR_ANY }, { "Cos", OB_ABBR_ANY }, { "Cpl", OB_ABBR_TITLE }, { "Dec", OB_ABBR_ANY },
  { "Del", OB_ABBR_STATE }, { "Dept", OB_ABBR_ANY }, { "Dr", OB_ABBR_TITLE }, { "Esq", OB_ABBR_ANY },
  { "Feb", OB_ABBR_ANY }, { "Fig", OB_ABBR_NUMBER }, { "Figs", OB_ABBR_NUMBER }, { "Fla", OB_ABBR_STATE },
  { "Fr", OB_ABBR_TITLE }, { "Fri", OB_ABBR_ANY }, { "Ft", OB_ABBR_TITLE }, { "Ga", OB_ABBR_STATE },
  { "Gen", OB_ABBR_TITLE }, { "Gov", OB_ABBR_TITLE }, { "Govs", OB_ABBR_TITLE }, { "Hon", OB_ABBR_TITLE },
  { "Ill", OB_ABBR_STATE }, { "Inc", OB_ABBR_ANY }, { "Ind", OB_ABBR_STATE }, { "Insp", OB_ABBR_TITLE },
  { "Jan", OB_ABBR_ANY }, { "Jr", OB_ABBR_ANY }, { "Jul", OB_ABBR_NUMBER }, { "Jun", OB_ABBR_NUMBER },
  { "Kan", OB_ABBR_STATE }, { "Ky", OB_ABBR_STATE }, { "La", OB_ABBR_STATE }, { "Lt", OB_ABBR_TITLE },
  { "Ltd", OB_ABBR_ANY }, { "Maj", OB_ABBR_TITLE }, { "Mar", OB_ABBR_NUMBER }, { "Mass", OB_ABBR_STATE },
  { "Md", OB_ABBR_STATE }, { "Messrs", OB_ABBR_TITLE }, { "Mich", OB_ABBR_STATE }, { "Minn", OB_ABBR_STATE },
  { "Miss", OB_ABBR_STATE }, { "Mlle", OB_ABBR_TITLE }, { "Mme", OB_ABBR_TITLE }, { "Mo", OB_ABBR_STATE },
  { "Mont", OB_ABBR_STATE }, { "Mr", OB_ABBR_TITLE }, { "Mrs", OB_ABBR_TITLE }, { "Ms", OB_ABBR_TITLE },
  { "Msgr", OB_ABBR_TITLE }, { "Mt", OB_ABBR_TITLE }, { "Mx", OB_ABBR_TITLE }, { "Neb", OB_ABBR_STATE },
  { "Nev", OB_ABBR_STATE }, { "No", OB_ABBR_NUMBER }, { "Nos", OB_ABBR_NUMBER }, { "Nov", OB_ABBR_ANY },
  { "Oct", OB_ABBR_ANY }, { "Okla", OB_ABBR_STATE }, { "Ore", OB_ABBR_STATE }, { "Pa", OB_ABBR_STATE },
  { "Pfc", OB_ABBR_TITLE }, { "Pres", OB_ABBR_TITLE }, { "Prof", OB_ABBR_TITLE },
  { "Profs", OB_ABBR_TITLE }, { "Pvt", OB_ABBR_TITLE }, { "Rd", OB_ABBR_ANY }, { "Rep", OB_ABBR_TITLE },
  { "Reps", OB_ABBR_TITLE }, { "Rev", OB_ABBR_TITLE }, { "Sat", OB_ABBR_NUMBER }, { "Sec", OB_ABBR_NUMBER },
  { "Sen", OB_ABBR_TITLE }, { "Sens", OB_ABBR_TITLE }, { "Sep", OB_ABBR_ANY }, { "Sept", OB_ABBR_ANY },
  { "Sgt", OB_ABBR_TITLE }, { "Spc", OB_ABBR_TITLE }, { "Sr", OB_ABBR_ANY }, { "St", OB_ABBR_TITLE },
  { "Ste", OB_ABBR_TITLE }, { "Sun", OB_ABBR_NUMBER }, { "Supt", OB_ABBR_TITLE }, { "Tenn", OB_ABBR_STATE },
  { "Tex", OB_ABBR_STATE }, { "Thurs", OB_ABBR_ANY }, { "Treas", OB_ABBR_TITLE }, { "Tues", OB_ABBR_ANY },
  { "Univ", OB_ABBR_ANY }, { "Va", OB_ABBR_STATE }, { "Vol", OB_ABBR_NUMBER }, { "Vt", OB_ABBR_STATE },
  { "Wash", OB_ABBR_STATE }, { "Wed", OB_ABBR_NUMBER }, { "Wis", OB_ABBR_STATE }, { "Wisc", OB_ABBR_STATE }, { "Wyo", OB_ABBR_STATE },
  { "al", OB_ABBR_ANY }, { "approx", OB_ABBR_ANY }, { "c", OB_ABBR_NUMBER }, { "ca", OB_ABBR_NUMBER },
  { "cf", OB_ABBR_TITLE }, { "e.g", OB_ABBR_TITLE },
  { "est", OB_ABBR_NUMBER }, { "etc", OB_ABBR_ANY }, { "fig", OB_ABBR_NUMBER }, { "i.e", OB_ABBR_TITLE },
  { "no", OB_ABBR_NUMBER },
  { "nos", OB_ABBR_NUMBER }, { "p", OB_ABBR_NUMBER }, { "pp", OB_ABBR_NUMBER }, { "v", OB_ABBR_TITLE }, { "vol", OB_ABBR_NUMBER },
  { "vs", OB_ABBR_TITLE },
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
  "April", "August", "BST", "CDT", "CEST", "CET", "CST", "December", "EDT", "EST", "ET", "Eastern", "February",
  "Friday", "GMT", "January", "July", "June", "March", "May", "Monday", "November", "October", "PDT", "PST", "PT",
  "Pacific", "Saturday", "September", "Sunday", "Thursday", "Tuesday", "UTC", "Wednesday",
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
  [OB_CUE_BIO_STRONG] = bio_strong,
  [OB_CUE_BIO_PROFESSION] = bio_profession,
  [OB_CUE_BIO_DETAIL] = bio_detail,
};

const char *const *
ob_english_get_phrases (ObCue cue)
{
  return phrases[cue];
}

#define MAX_WORD 15             /* longer words are in no list */

/* Whether @word, which need not end in NUL, comes before, is, or comes after @entry. */
static int
compare (const char *word, gsize length, const char *entry)
{
  gsize n = strlen (entry);
  int order = memcmp (word, entry, MIN (length, n));
  return order != 0 ? order : (length > n) - (length < n);
}

static gboolean
has_word (const char *const *words, gsize n, const char *word, gsize length)
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
#define HAS_WORD(words, word, length) (has_word ((words), G_N_ELEMENTS (words), (word), (length)))

static ObAbbr
find_abbr (const char *word, gsize length)
{
  gsize low = 0, high = G_N_ELEMENTS (abbreviations);
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = compare (word, length, abbreviations[middle].word);
      if (order == 0)
        return abbreviations[middle].kind;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return OB_ABBR_NONE;
}

ObAbbr
ob_english_get_abbr (const char *word, gsize length)
{
  if (length == 0 || length > MAX_WORD)
    return OB_ABBR_NONE;
  ObAbbr kind = find_abbr (word, length);
  if (kind != OB_ABBR_NONE || length < 2 || !g_ascii_isupper (word[1]))
    return kind;
  char lower[MAX_WORD];                         /* "GEN" as "Gen" */
  lower[0] = word[0];
  for (gsize i = 1; i < length; i++)
    {
      if (!g_ascii_isupper (word[i]))
        return OB_ABBR_NONE;
      lower[i] = g_ascii_tolower (word[i]);
    }
  return find_abbr (lower, length);
}

gboolean
ob_english_is_starter (const char *word, gsize length)
{
  return HAS_WORD (starters, word, length);
}

gboolean
ob_english_is_narrator (const char *word, gsize length)
{
  return HAS_WORD (narrators, word, length);
}

gboolean
ob_english_is_after_time (const char *word, gsize length)
{
  return HAS_WORD (after_time, word, length);
}

gboolean
ob_english_is_speech (const char *word, gsize length)
{
  return HAS_WORD (speech, word, length);
}

gboolean
ob_english_is_particle (const char *word, gsize length)
{
  return HAS_WORD (particles, word, length);
}

static gboolean
has_word_folded (const char *const *words, gsize n, const char *word, gsize length)
{
  char lower[MAX_WORD];
  if (length > 0 && word[length - 1] == '.')
    length--;
  if (length == 0 || length > MAX_WORD)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    lower[i] = g_ascii_tolower (word[i]);
  return has_word (words, n, lower, length);
}

gboolean
ob_english_is_calendar (const char *word, gsize length)
{
  return has_word_folded (calendar, G_N_ELEMENTS (calendar), word, length);
}

gboolean
ob_english_is_date_line (const char *word, gsize length)
{
  return has_word_folded (date_line, G_N_ELEMENTS (date_line), word, length);
}
