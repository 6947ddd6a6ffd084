/* The string functions of rules whose cost is not bounded by the length of their arguments: find, match, gmatch, gsub,
 * format, rep. They follow the reference manual of Lua 5.4 (sections 6.4 and 6.4.1) and charge each comparison, so that
 * ".-.-.-.-b" ends like any other loop. Refused: %p (an address), strings past the budget of memory. */
#include "lua/ob-lua-library.h"
#include "lua/ob-lua-state.h"
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define MAX_CAPTURES 32
#define MAX_DEPTH    200        /* C calls nested in one match; each is small */
#define CHARGE_EVERY 64         /* comparisons between two charges */
#define ESCAPE       '%'

enum { CAPTURE_OPEN = -1, CAPTURE_POSITION = -2 };

typedef struct
{
  const char *start;
  ptrdiff_t   length;           /* or CAPTURE_OPEN, CAPTURE_POSITION */
} Capture;

typedef struct
{
  lua_State  *L;
  const char *subject, *subject_end, *pattern_end;
  int         depth;            /* calls of match_here that may still nest */
  guint       uncharged;        /* comparisons since the last charge */
  guint       n_captures;
  Capture     captures[MAX_CAPTURES];
} Matcher;

static const char *match_here (Matcher *m, const char *s, const char *p);

static inline void
count (Matcher *m)
{
  if (++m->uncharged < CHARGE_EVERY)
    return;
  m->uncharged = 0;
  obl_charge (m->L, CHARGE_EVERY);
}

/* --- one character --- */

/* The place after the single-character class that begins at @p. */
static const char *
skip_class (Matcher *m, const char *p)
{
  if (p == m->pattern_end)
    obl_error (m->L, "malformed pattern (nothing there)");
  if (*p == ESCAPE)
    {
      if (p + 1 == m->pattern_end)
        obl_error (m->L, "malformed pattern (ends with '%%')");
      return p + 2;
    }
  if (*p++ != '[')
    return p;
  if (p < m->pattern_end && *p == '^')
    p++;
  do                            /* a ']' at the beginning stands for itself */
    {
      if (p == m->pattern_end)
        obl_error (m->L, "malformed pattern (missing ']')");
      if (*p++ == ESCAPE)
        {
          if (p == m->pattern_end)
            obl_error (m->L, "malformed pattern (missing ']')");
          p++;
        }
    }
  while (p == m->pattern_end || *p != ']');
  return p + 1;
}

/* %a and its like; an upper-case letter means the opposite. The C locale is in force. */
static gboolean
matches_letter (int c, int letter)
{
  gboolean result;
  switch (tolower (letter))
    {
    case 'a': result = isalpha (c) != 0; break;
    case 'c': result = iscntrl (c) != 0; break;
    case 'd': result = isdigit (c) != 0; break;
    case 'g': result = isgraph (c) != 0; break;
    case 'l': result = islower (c) != 0; break;
    case 'p': result = ispunct (c) != 0; break;
    case 's': result = isspace (c) != 0; break;
    case 'u': result = isupper (c) != 0; break;
    case 'w': result = isalnum (c) != 0; break;
    case 'x': result = isxdigit (c) != 0; break;
    case 'z': result = c == 0; break;             /* old, but still there */
    default: return letter == c;
    }
  return isupper (letter) ? !result : result;
}

/* @p is at '[', @last at the ']' that ends the set. */
static gboolean
matches_set (Matcher *m, int c, const char *p, const char *last)
{
  gboolean positive = p[1] != '^';
  p += positive ? 1 : 2;
  for (; p < last; p++)
    {
      count (m);
      if (*p == ESCAPE)
        {
          p++;
          if (matches_letter (c, (guchar) *p))
            return positive;
        }
      else if (p[1] == '-' && p + 2 < last)
        {
          if ((guchar) p[0] <= c && c <= (guchar) p[2])
            return positive;
          p += 2;
        }
      else if ((guchar) *p == c)
        return positive;
    }
  return !positive;
}

static gboolean
matches_single (Matcher *m, const char *s, const char *p, const char *p_end)
{
  count (m);
  if (s >= m->subject_end)
    return FALSE;
  int c = (guchar) *s;
  switch (*p)
    {
    case '.': return TRUE;
    case ESCAPE: return matches_letter (c, (guchar) p[1]);
    case '[': return matches_set (m, c, p, p_end - 1);
    default: return (guchar) *p == c;
    }
}

/* --- items of a pattern --- */

/* "%b()": from an opening to the closing that balances it. */
static const char *
match_balance (Matcher *m, const char *s, const char *p)
{
  if (m->pattern_end - p < 2)
    obl_error (m->L, "malformed pattern (missing arguments to '%%b')");
  if (s >= m->subject_end || *s != p[0])
    return NULL;
  gsize open = 1;
  for (s++; s < m->subject_end; s++)
    {
      count (m);
      if (*s == p[1])
        {
          if (--open == 0)
            return s + 1;
        }
      else if (*s == p[0])
        open++;
    }
  return NULL;
}

/* "x*", "x+": as many as there are, then fewer until the rest matches. */
static const char *
match_most (Matcher *m, const char *s, const char *p, const char *p_end)
{
  ptrdiff_t n = 0;
  while (matches_single (m, s + n, p, p_end))
    n++;
  for (; n >= 0; n--)
    {
      const char *end = match_here (m, s + n, p_end + 1);
      if (end != NULL)
        return end;
    }
  return NULL;
}

/* "x-": as few as let the rest match. */
static const char *
match_fewest (Matcher *m, const char *s, const char *p, const char *p_end)
{
  for (;; s++)
    {
      const char *end = match_here (m, s, p_end + 1);
      if (end != NULL)
        return end;
      if (!matches_single (m, s, p, p_end))
        return NULL;
    }
}

static const char *
open_capture (Matcher *m, const char *s, const char *p, ptrdiff_t length)
{
  if (m->n_captures >= MAX_CAPTURES)
    obl_error (m->L, "too many captures");
  m->captures[m->n_captures++] = (Capture) { s, length };
  const char *end = match_here (m, s, p);
  if (end == NULL)
    m->n_captures--;
  return end;
}

static const char *
close_capture (Matcher *m, const char *s, const char *p)
{
  guint i = m->n_captures;
  while (i > 0 && m->captures[i - 1].length != CAPTURE_OPEN)
    i--;
  if (i == 0)
    obl_error (m->L, "invalid pattern capture");
  Capture *capture = &m->captures[i - 1];
  capture->length = s - capture->start;
  const char *end = match_here (m, s, p);
  if (end == NULL)
    capture->length = CAPTURE_OPEN;
  return end;
}

/* "%1": the same text as a capture. */
static const char *
match_reference (Matcher *m, const char *s, char digit)
{
  guint i = (guint) (digit - '1');
  if (digit < '1' || i >= m->n_captures || m->captures[i].length == CAPTURE_OPEN)
    obl_error (m->L, "invalid capture index %%%c", digit);
  ptrdiff_t length = m->captures[i].length;
  if (length == CAPTURE_POSITION)
    return NULL;                /* a place is no text that could come again */
  obl_charge (m->L, (guint64) length / 16 + 1);
  if (m->subject_end - s < length || memcmp (m->captures[i].start, s, (gsize) length) != 0)
    return NULL;
  return s + length;
}

/* "%f[set]": between a character outside the set and one inside; the ends of the subject count as NUL. */
static gboolean
is_frontier (Matcher *m, const char *s, const char *p, const char *p_end)
{
  int before = s == m->subject ? 0 : (guchar) s[-1];
  int here = s < m->subject_end ? (guchar) *s : 0;
  return !matches_set (m, before, p, p_end - 1) && matches_set (m, here, p, p_end - 1);
}

/* --- the whole --- */

/* What follows a single character: a repetition, or the rest. Returns the end, or NULL; or sets *ret_next, and *s to
 * where the match goes on with the pattern at *ret_next. */
static const char *
match_repeated (Matcher *m, const char **s, const char *p, const char **ret_next)
{
  const char *p_end = skip_class (m, p);
  char repeat = p_end < m->pattern_end ? *p_end : '\0';
  gboolean fits;
  switch (repeat)
    {
    case '*':
      return match_most (m, *s, p, p_end);
    case '+':
      return matches_single (m, *s, p, p_end) ? match_most (m, *s + 1, p, p_end) : NULL;
    case '-':
      return match_fewest (m, *s, p, p_end);
    case '?':
      fits = matches_single (m, *s, p, p_end);
      const char *end = fits ? match_here (m, *s + 1, p_end + 1) : NULL;
      if (end == NULL)
        *ret_next = p_end + 1;
      return end;
    default:
      if (matches_single (m, *s, p, p_end))
        (*s)++, *ret_next = p_end;
      return NULL;
    }
}

/* The items that begin with '%' and are no character class. FALSE when it is none of them. */
static gboolean
match_special (Matcher *m, const char **s, const char *p, const char **ret_next)
{
  char kind = p + 1 < m->pattern_end ? p[1] : '\0';
  if (kind == 'b')
    {
      *s = match_balance (m, *s, p + 2);
      *ret_next = p + 4;
    }
  else if (kind == 'f')
    {
      if (p + 2 >= m->pattern_end || p[2] != '[')
        obl_error (m->L, "missing '[' after '%%f' in pattern");
      *ret_next = skip_class (m, p + 2);
      if (!is_frontier (m, *s, p + 2, *ret_next))
        *s = NULL;
    }
  else if (g_ascii_isdigit (kind))
    {
      *s = match_reference (m, *s, kind);
      *ret_next = p + 2;
    }
  else
    return FALSE;
  return TRUE;
}

/* Matches the pattern from @p at @s; returns the end of the match, or NULL. */
static const char *
match_here (Matcher *m, const char *s, const char *p)
{
  if (m->depth-- == 0)
    obl_error (m->L, "pattern too complex");
  const char *end = NULL;
  while (s != NULL)
    {
      const char *next = NULL;
      if (p == m->pattern_end)
        end = s;
      else if (*p == '(')
        end = p + 1 < m->pattern_end && p[1] == ')' ? open_capture (m, s, p + 2, CAPTURE_POSITION)
                                                     : open_capture (m, s, p + 1, CAPTURE_OPEN);
      else if (*p == ')')
        end = close_capture (m, s, p + 1);
      else if (*p == '$' && p + 1 == m->pattern_end)
        end = s == m->subject_end ? s : NULL;
      else if (*p != ESCAPE || !match_special (m, &s, p, &next))
        end = match_repeated (m, &s, p, &next);
      if (next == NULL)
        break;
      p = next;
    }
  m->depth++;
  return s != NULL ? end : NULL;
}

static void
matcher_init (Matcher *m, lua_State *L, const char *subject, size_t length, const char *pattern_end)
{
  m->L = L;
  m->subject = subject;
  m->subject_end = subject + length;
  m->pattern_end = pattern_end;
  m->uncharged = 0;
}

static const char *
matcher_run (Matcher *m, const char *s, const char *pattern)
{
  m->depth = MAX_DEPTH;
  m->n_captures = 0;
  return match_here (m, s, pattern);
}

/* --- results --- */

/* Pushes capture @i; capture 0 of a pattern without captures is the whole match. [-0, +1] */
static void
push_capture (Matcher *m, guint i, const char *s, const char *end)
{
  if (i >= m->n_captures)
    {
      if (i != 0)
        obl_error (m->L, "invalid capture index %%%d", (int) i + 1);
      lua_pushlstring (m->L, s, (size_t) (end - s));
      return;
    }
  const Capture *capture = &m->captures[i];
  if (capture->length == CAPTURE_OPEN)
    obl_error (m->L, "unfinished capture");
  if (capture->length == CAPTURE_POSITION)
    lua_pushinteger (m->L, capture->start - m->subject + 1);
  else
    lua_pushlstring (m->L, capture->start, (size_t) capture->length);
}

/* Pushes all captures, or the whole match when there are none and @s is not NULL. Returns how many. */
static int
push_captures (Matcher *m, const char *s, const char *end)
{
  guint n = m->n_captures == 0 && s != NULL ? 1 : m->n_captures;
  luaL_checkstack (m->L, (int) n, "too many captures");
  for (guint i = 0; i < n; i++)
    push_capture (m, i, s, end);
  return (int) n;
}

/* --- find and match --- */

static gboolean
is_plain (const char *pattern, size_t length)
{
  for (size_t i = 0; i < length; i++)
    if (pattern[i] == '\0' || strchr ("^$*+?.([%-", pattern[i]) != NULL)
      return FALSE;
  return TRUE;
}

static int
find_plain (lua_State *L, const char *s, size_t length, size_t from, const char *what, size_t what_length)
{
  obl_charge (L, (length - from) / 16 + what_length / 16 + 1);
  const char *found = memmem (s + from, length - from, what, what_length);
  if (found == NULL)
    return 0;
  lua_pushinteger (L, found - s + 1);
  lua_pushinteger (L, found - s + (ptrdiff_t) what_length);
  return 2;
}

static int
find (lua_State *L, gboolean is_find)
{
  size_t length, pattern_length;
  const char *s = luaL_checklstring (L, 1, &length), *pattern = luaL_checklstring (L, 2, &pattern_length);
  lua_Integer init = luaL_optinteger (L, 3, 1);
  if (init < 0)
    init = MAX ((lua_Integer) length + init + 1, 1);
  size_t from = init > 0 ? (size_t) init - 1 : 0;
  if (from > length)
    return luaL_pushfail (L), 1;
  if (is_find && (lua_toboolean (L, 4) || is_plain (pattern, pattern_length)))
    {
      int n = find_plain (L, s, length, from, pattern, pattern_length);
      return n > 0 ? n : (luaL_pushfail (L), 1);
    }
  gboolean is_anchored = pattern_length > 0 && *pattern == '^';
  Matcher m;
  matcher_init (&m, L, s, length, pattern + pattern_length);
  const char *start = s + from;
  do
    {
      const char *end = matcher_run (&m, start, pattern + is_anchored);
      if (end == NULL)
        continue;
      if (!is_find)
        return push_captures (&m, start, end);
      lua_pushinteger (L, start - s + 1);
      lua_pushinteger (L, end - s);
      return push_captures (&m, NULL, NULL) + 2;
    }
  while (start++ < m.subject_end && !is_anchored);
  return luaL_pushfail (L), 1;
}

/* string.find(s, pattern [, init [, plain]]) */
static int
l_string_find (lua_State *L)
{
  return find (L, TRUE);
}

/* string.match(s, pattern [, init]) */
static int
l_string_match (lua_State *L)
{
  return find (L, FALSE);
}

/* The iterator of gmatch. Upvalues: subject, pattern, next place, end of the last match (places from 0, -1: none). */
static int
l_gmatch_next (lua_State *L)
{
  size_t length, pattern_length;
  const char *s = lua_tolstring (L, lua_upvalueindex (1), &length);
  const char *pattern = lua_tolstring (L, lua_upvalueindex (2), &pattern_length);
  lua_Integer last = lua_tointeger (L, lua_upvalueindex (4));
  Matcher m;
  matcher_init (&m, L, s, length, pattern + pattern_length);
  for (const char *start = s + lua_tointeger (L, lua_upvalueindex (3)); start <= m.subject_end; start++)
    {
      const char *end = matcher_run (&m, start, pattern);
      if (end == NULL || end - s == last)
        continue;
      lua_pushinteger (L, end - s);
      lua_copy (L, -1, lua_upvalueindex (3));
      lua_replace (L, lua_upvalueindex (4));
      return push_captures (&m, start, end);
    }
  lua_pushinteger (L, (lua_Integer) length + 1);
  lua_replace (L, lua_upvalueindex (3));
  return 0;
}

/* string.gmatch(s, pattern [, init]) */
static int
l_string_gmatch (lua_State *L)
{
  size_t length;
  luaL_checklstring (L, 1, &length);
  luaL_checkstring (L, 2);
  lua_Integer init = luaL_optinteger (L, 3, 1);
  if (init < 0)
    init = MAX ((lua_Integer) length + init + 1, 1);
  lua_settop (L, 2);
  lua_pushinteger (L, CLAMP (init - 1, 0, (lua_Integer) length + 1));
  lua_pushinteger (L, -1);
  lua_pushcclosure (L, l_gmatch_next, 4);
  return 1;
}

/* --- gsub --- */

/* Adds the replacement text, "%1" and the like filled in. */
static void
add_text (Matcher *m, luaL_Buffer *buffer, const char *s, const char *end)
{
  size_t length;
  const char *text = lua_tolstring (m->L, 3, &length);
  for (size_t i = 0; i < length; i++)
    {
      count (m);
      if (text[i] != ESCAPE)
        luaL_addchar (buffer, text[i]);
      else if (++i < length && text[i] == ESCAPE)
        luaL_addchar (buffer, ESCAPE);
      else if (i >= length || !g_ascii_isdigit (text[i]))
        obl_error (m->L, "invalid use of '%%' in replacement");
      else if (text[i] == '0')
        luaL_addlstring (buffer, s, (size_t) (end - s));
      else
        {
          push_capture (m, (guint) (text[i] - '1'), s, end);
          luaL_tolstring (m->L, -1, NULL);      /* a position is a number */
          lua_remove (m->L, -2);
          luaL_addvalue (buffer);
        }
    }
}

/* Adds what the third argument makes of the match from @s to @end. */
static void
add_replacement (Matcher *m, luaL_Buffer *buffer, const char *s, const char *end)
{
  lua_State *L = m->L;
  obl_charge (L, (guint64) (end - s) / 16 + 1);
  switch (lua_type (L, 3))
    {
    case LUA_TFUNCTION:
      lua_pushvalue (L, 3);
      lua_call (L, push_captures (m, s, end), 1);
      break;
    case LUA_TTABLE:
      push_capture (m, 0, s, end);
      lua_gettable (L, 3);
      break;
    default:
      add_text (m, buffer, s, end);
      return;
    }
  if (!lua_toboolean (L, -1))
    {
      lua_pop (L, 1);
      luaL_addlstring (buffer, s, (size_t) (end - s));
    }
  else if (!lua_isstring (L, -1))
    obl_error (L, "invalid replacement value (a %s)", luaL_typename (L, -1));
  else
    luaL_addvalue (buffer);
}

/* string.gsub(s, pattern, replacement [, n]) */
static int
l_string_gsub (lua_State *L)
{
  size_t length, pattern_length;
  const char *s = luaL_checklstring (L, 1, &length), *pattern = luaL_checklstring (L, 2, &pattern_length);
  int type = lua_type (L, 3);
  luaL_argexpected (L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE, 3,
                    "string/function/table");
  lua_Integer max = luaL_optinteger (L, 4, (lua_Integer) length + 1), n = 0;
  gboolean is_anchored = pattern_length > 0 && *pattern == '^';
  if (type == LUA_TNUMBER)
    lua_tolstring (L, 3, NULL);
  lua_settop (L, 4);
  Matcher m;
  luaL_Buffer buffer;
  matcher_init (&m, L, s, length, pattern + pattern_length);
  luaL_buffinit (L, &buffer);
  const char *last = NULL;
  while (n < max)
    {
      const char *end = matcher_run (&m, s, pattern + is_anchored);
      if (end != NULL && end != last)
        {
          n++;
          add_replacement (&m, &buffer, s, end);
          s = last = end;
        }
      else if (s < m.subject_end)
        luaL_addchar (&buffer, *s++);
      else
        break;
      if (is_anchored)
        break;
    }
  luaL_addlstring (&buffer, s, (size_t) (m.subject_end - s));
  luaL_pushresult (&buffer);
  lua_pushinteger (L, n);
  return 2;
}

/* --- rep and format --- */

/* string.rep(s, n [, between]) */
static int
l_string_rep (lua_State *L)
{
  size_t length, between_length;
  const char *s = luaL_checklstring (L, 1, &length);
  lua_Integer n = luaL_checkinteger (L, 2);
  const char *between = luaL_optlstring (L, 3, "", &between_length);
  if (n <= 0)
    return lua_pushliteral (L, ""), 1;
  guint64 piece = MAX ((guint64) length + between_length, 1);
  guint64 max_bytes = obl_state (L)->budget.limits.max_bytes;
  if (max_bytes == 0)
    max_bytes = OB_DEFAULT_MEMORY;
  if ((guint64) n > 16 * max_bytes / piece)             /* what is only a little too long is a breach of memory */
    return obl_error (L, "string.rep: result too long");
  obl_charge (L, (guint64) n + (guint64) n * piece / 16);
  luaL_Buffer buffer;
  luaL_buffinit (L, &buffer);
  for (lua_Integer i = 0; i < n; i++)
    {
      luaL_addlstring (&buffer, s, length);
      if (i + 1 < n)
        luaL_addlstring (&buffer, between, between_length);
    }
  luaL_pushresult (&buffer);
  return 1;
}

/* Adds the text at @index as a Lua literal. */
static void
add_quoted_text (lua_State *L, luaL_Buffer *buffer, int index)
{
  size_t length;
  const char *text = lua_tolstring (L, index, &length);
  obl_charge (L, length / 8 + 1);
  luaL_addchar (buffer, '"');
  for (size_t i = 0; i < length; i++)
    if (text[i] == '"' || text[i] == '\\' || text[i] == '\n')
      {
        luaL_addchar (buffer, '\\');
        luaL_addchar (buffer, text[i]);
      }
    else if ((guchar) text[i] < 0x20 || text[i] == 0x7f)
      {
        char escape[8];
        gboolean has_digit_after = i + 1 < length && g_ascii_isdigit (text[i + 1]);
        g_snprintf (escape, sizeof escape, has_digit_after ? "\\%03d" : "\\%d", (guchar) text[i]);
        luaL_addstring (buffer, escape);
      }
    else
      luaL_addchar (buffer, text[i]);
  luaL_addchar (buffer, '"');
}

/* Adds the number at @index so that Lua reads back the very same. */
static void
add_quoted_number (lua_State *L, luaL_Buffer *buffer, int index)
{
  char literal[64];
  double number = lua_tonumber (L, index);
  if (lua_isinteger (L, index))
    g_snprintf (literal, sizeof literal, lua_tointeger (L, index) == G_MININT64 ? "0x%llx" : "%lld",
                (long long) lua_tointeger (L, index));
  else if (number != number)
    g_strlcpy (literal, "(0/0)", sizeof literal);
  else if (number - number != 0)
    g_strlcpy (literal, number > 0 ? "1e9999" : "-1e9999", sizeof literal);
  else
    g_snprintf (literal, sizeof literal, "%a", number);
  luaL_addstring (buffer, literal);
}

/* "%q" */
static void
add_quoted (lua_State *L, luaL_Buffer *buffer, int index)
{
  switch (lua_type (L, index))
    {
    case LUA_TSTRING:
      add_quoted_text (L, buffer, index);
      return;
    case LUA_TNUMBER:
      add_quoted_number (L, buffer, index);
      return;
    case LUA_TNIL:
      luaL_addstring (buffer, "nil");
      return;
    case LUA_TBOOLEAN:
      luaL_addstring (buffer, lua_toboolean (L, index) ? "true" : "false");
      return;
    default:
      obl_error (L, "string.format: %%q takes a text, number, boolean or nil");
    }
}

/* Adds argument @index as the text of "%s" with the @spec's width and precision. */
static void
add_string (lua_State *L, luaL_Buffer *buffer, int index, const char *spec)
{
  size_t length;
  const char *text = obl_tostring (L, index, &length);
  obl_charge (L, length / 16 + 1);
  if (spec[2] == '\0')
    {
      luaL_addvalue (buffer);
      return;
    }
  luaL_argcheck (L, strlen (text) == length, index, "string contains zeros");
  if (strchr (spec, '.') == NULL && length >= 100)      /* no width reaches so far */
    {
      luaL_addvalue (buffer);
      return;
    }
  char formatted[512];
  snprintf (formatted, sizeof formatted, spec, text);
  lua_pop (L, 1);
  luaL_addstring (buffer, formatted);
}

/* "%c", in a field of some width: NUL is a character like any other. */
static void
add_character (luaL_Buffer *buffer, lua_Integer c, const char *spec)
{
  char formatted[128];
  int n = snprintf (formatted, sizeof formatted, spec, (int) (guchar) c);
  luaL_addlstring (buffer, formatted, (size_t) n);
}

/* What may stand between '%' and the letter; ISO C leaves the rest undefined. */
static const struct { const char *letters, *flags; gboolean has_width, has_precision; } conversions[] = {
  { "di", "-+0 ", TRUE, TRUE },
  { "u", "-0", TRUE, TRUE },
  { "oxX", "-#0", TRUE, TRUE },
  { "aAeEfgG", "-+#0 ", TRUE, TRUE },
  { "c", "-", TRUE, FALSE },
  { "s", "-", TRUE, TRUE },
  { "q", "", FALSE, FALSE },
};

static size_t
count_digits (const char *p)
{
  return g_ascii_isdigit (p[0]) ? g_ascii_isdigit (p[1]) ? 2 : 1 : 0;
}

/* Reads a conversion after its '%': flags, two digits of width, two of precision, a letter. Writes it, with "ll" before
 * the letter of an integer, into @spec and returns the place after it. */
static const char *
read_spec (lua_State *L, const char *p, char spec[32])
{
  const char *letter = p + strspn (p, "-+#0 .123456789");
  for (guint i = 0; i < G_N_ELEMENTS (conversions) && *letter != '\0'; i++)
    {
      if (strchr (conversions[i].letters, *letter) == NULL)
        continue;
      const char *q = p + strspn (p, conversions[i].flags);
      if (conversions[i].has_width && *q != '0')
        q += count_digits (q);
      if (conversions[i].has_precision && *q == '.')
        q += 1 + count_digits (q + 1);
      if (q != letter || q - p > 20)
        break;
      g_snprintf (spec, 32, "%%%.*s%s%c", (int) (q - p), p, strchr ("diuoxX", *q) != NULL ? "ll" : "", *q);
      return q + 1;
    }
  obl_error (L, "string.format: invalid conversion '%%%c'", *letter != '\0' ? *letter : ' ');
}

static void
add_conversion (lua_State *L, luaL_Buffer *buffer, int index, const char *spec)
{
  char formatted[512];          /* the longest is "%99.99f" of 1e308: 308 digits before and 99 after the point */
  switch (spec[strlen (spec) - 1])
    {
    case 'c':
      add_character (buffer, luaL_checkinteger (L, index), spec);
      return;
    case 'q':
      add_quoted (L, buffer, index);
      return;
    case 's':
      add_string (L, buffer, index, spec);
      return;
    case 'd': case 'i': case 'u': case 'o': case 'x': case 'X':
      snprintf (formatted, sizeof formatted, spec, (long long) luaL_checkinteger (L, index));
      break;
    default:
      snprintf (formatted, sizeof formatted, spec, (double) luaL_checknumber (L, index));
      break;
    }
  luaL_addstring (buffer, formatted);
}

/* string.format(format, …): without %p. */
static int
l_string_format (lua_State *L)
{
  int top = lua_gettop (L), index = 1;
  size_t length;
  const char *p = luaL_checklstring (L, 1, &length), *end = p + length;
  obl_charge (L, length / 16 + 1);
  luaL_Buffer buffer;
  luaL_buffinit (L, &buffer);
  while (p < end)
    {
      if (*p != ESCAPE)
        luaL_addchar (&buffer, *p++);
      else if (*++p == ESCAPE)
        luaL_addchar (&buffer, *p++);
      else
        {
          char spec[32];
          if (++index > top)
            return luaL_argerror (L, index, "no value");
          p = read_spec (L, p, spec);
          add_conversion (L, &buffer, index, spec);
        }
    }
  luaL_pushresult (&buffer);
  return 1;
}

const luaL_Reg ob_lua_string_functions[] = {
  { "find", l_string_find },
  { "format", l_string_format },
  { "gmatch", l_string_gmatch },
  { "gsub", l_string_gsub },
  { "match", l_string_match },
  { "rep", l_string_rep },
  { NULL, NULL },
};
