#include "pack/ob-version.h"
#include <string.h>

#define MAX_PART 1000000

gboolean
ob_version_parse (const char *text, ObVersion *ret_version)
{
  ObVersion version = { { 0, 0, 0 }, 0 };
  const char *p = text;
  for (;;)
    {
      if (version.n_parts == 3 || !g_ascii_isdigit (*p))
        return FALSE;
      guint part = 0;
      for (; g_ascii_isdigit (*p) && part < MAX_PART; p++)
        part = part * 10 + (guint) (*p - '0');
      if (part >= MAX_PART)
        return FALSE;
      version.parts[version.n_parts++] = part;
      if (*p == '\0')
        break;
      if (*p++ != '.')
        return FALSE;
    }
  *ret_version = version;
  return TRUE;
}

int
ob_version_compare (const ObVersion *a, const ObVersion *b)
{
  for (guint i = 0; i < 3; i++)
    if (a->parts[i] != b->parts[i])
      return a->parts[i] < b->parts[i] ? -1 : 1;
  return 0;
}

/* The first version that "~> @bound" excludes: the last part written goes away, the one before it grows by one. */
static ObVersion
get_next_series (const ObVersion *bound)
{
  ObVersion next = { { bound->parts[0], bound->parts[1], 0 }, 3 };
  if (bound->n_parts == 3)
    next.parts[1]++;
  else
    next.parts[0]++, next.parts[1] = 0;
  return next;
}

static gboolean
check_condition (const ObVersion *version, const char *condition, gboolean *ret_fits)
{
  static const char *const operators[] = { ">=", "<=", "~>", ">", "<", "=" };
  const char *operator = "=";
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (g_str_has_prefix (condition, operators[i]))
      {
        operator = operators[i];
        condition += strlen (operator);
        break;
      }
  ObVersion bound;
  while (*condition == ' ')
    condition++;
  if (!ob_version_parse (condition, &bound))
    return FALSE;
  int order = ob_version_compare (version, &bound);
  ObVersion next = get_next_series (&bound);
  if (strcmp (operator, "~>") == 0)
    *ret_fits = order >= 0 && ob_version_compare (version, &next) < 0;
  else
    *ret_fits = (order == 0 && strchr (operator, '=') != NULL) || (order > 0 && operator[0] == '>') ||
                (order < 0 && operator[0] == '<');
  return TRUE;
}

gboolean
ob_version_fits (const ObVersion *version, const char *range, gboolean *ret_fits)
{
  g_auto (GStrv) conditions = g_strsplit (range, ",", -1);
  gboolean fits = TRUE;
  for (char **condition = conditions; *condition != NULL; condition++)
    {
      gboolean fits_one;
      if (!check_condition (version, g_strstrip (*condition), &fits_one))
        return FALSE;
      fits = fits && fits_one;
    }
  if (conditions[0] == NULL)
    return FALSE;
  *ret_fits = fits;
  return TRUE;
}
