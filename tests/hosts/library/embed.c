/* Compiled against what was installed, as a stranger would. */
#include <obelus.h>
#include <stdio.h>
#include <string.h>

int
main (void)
{
  const char *packs[] = { "tiny", NULL }, *text = "It rained in Kellmar.";
  char *error = NULL;
  ObelusRules *rules = obelus_rules_load (packs, NULL, &error);
  ObelusTagger *tagger = rules != NULL ? obelus_tagger_new (rules, &error) : NULL;
  if (tagger == NULL || strcmp (obelus_get_version (), OBELUS_VERSION) != 0)
    {
      fprintf (stderr, "%s\n", error);
      return 1;
    }
  ObelusResult *result = obelus_tag (tagger, text, strlen (text), NULL, NULL, &error);
  printf ("%zu", obelus_result_size (result));
  obelus_result_free (result);
  obelus_tagger_leave_out (tagger, "place", NULL);
  result = obelus_tag (tagger, text, strlen (text), NULL, NULL, &error);
  printf (" %zu", obelus_result_size (result));
  obelus_result_free (result);
  int is_left_out = obelus_tagger_leave_out (tagger, "plaice", &error);
  printf (" %d %s", is_left_out, error);
  obelus_free (error);
  result = obelus_tag (tagger, "a\xff", 2, NULL, NULL, &error);
  printf (" %d %.8s", result != NULL, error);
  obelus_free (error);
  obelus_tagger_free (tagger);
  obelus_rules_unref (rules);

  rules = obelus_rules_load_within (packs, "steps=20k", NULL, NULL);
  tagger = obelus_tagger_new (rules, NULL);
  result = obelus_tag (tagger, "Roundabout", strlen ("Roundabout"), NULL, NULL, NULL);
  const char *incident = obelus_result_get_incident (result, 0);
  printf (" %d", incident != NULL && strstr (incident, "budget of 20") != NULL);
  obelus_result_free (result);
  obelus_tagger_free (tagger);
  obelus_rules_unref (rules);
  printf (" %d\n", obelus_rules_load_within (packs, "stops=20k", NULL, NULL) != NULL);
  return 0;
}
