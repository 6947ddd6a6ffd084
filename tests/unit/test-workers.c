/* Promises of sharing work out among processes. A task is a word that says what its worker does with it. */
#include "io/ob-workers.h"
#include "base/ob-limits.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BIG = 12 * 1024 * 1024 };

static void
work (G_GNUC_UNUSED gpointer data, const char *task, gsize length, GString *answer)
{
  g_autofree char *word = g_strndup (task, length);
  if (g_str_has_prefix (word, "slow"))
    g_usleep (100 * 1000);
  if (g_str_has_prefix (word, "kill"))
    raise (SIGKILL);
  if (g_str_has_prefix (word, "exit"))
    _exit (3);
  if (g_str_has_prefix (word, "long"))
    for (guint i = 0; i < BIG / 16; i++)
      g_string_append (answer, "0123456789abcdef");
  g_string_append_len (answer, task, MIN (length, 8));
}

/* The answers, one after another, in a GString. */
static void
take (gpointer data, const GString *task, const GString *answer, const char *why)
{
  GString *all = data;
  if (answer == NULL)
    g_string_append_printf (all, "[%s %s]", task->str, why);
  else if (answer->len > BIG)
    g_string_append_printf (all, "<%s>", answer->str + BIG);
  else
    g_string_append_len (all, answer->str, answer->len);
}

static char *
run (guint n, const char *tasks)
{
  GString *all = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit (tasks, " ", -1);
  g_autoptr (ObWorkers) workers = ob_workers_new (n, work, take, all);
  for (guint i = 0; words[i] != NULL; i++)
    ob_workers_submit (workers, g_string_new (words[i]));
  ob_workers_finish (workers);
  g_assert_false (ob_workers_are_busy (workers));
  return g_string_free (all, FALSE);
}

static void
test_order (void)
{
  for (guint n = 1; n <= 5; n++)
    {
      g_autofree char *all = run (n, "slow1 a slow2 b c slow3 d e f slow4 g");
      g_assert_cmpstr (all, ==, "slow1aslow2bcslow3defslow4g");
    }
}

static void
test_death (void)
{
  g_autofree char *all = run (2, "a slow1 kill b c kill d exit e");
  g_assert_cmpstr (all, ==, "aslow1[kill ended by signal 9 (Killed)]bc[kill ended by signal 9 (Killed)]d"
                            "[exit ended with exit code 3]e");
  g_autofree char *none = run (3, "kill kill kill kill kill kill kill");
  g_assert_cmpstr (g_strrstr (none, "[kill ended by signal 9 (Killed)]"), ==, "[kill ended by signal 9 (Killed)]");
}

/* Tasks and answers larger than any pipe holds, both ways at once. */
static void
test_big (void)
{
  GString *all = g_string_new (NULL);
  g_autoptr (ObWorkers) workers = ob_workers_new (2, work, take, all);
  for (guint i = 0; i < 8; i++)
    {
      GString *task = g_string_new ("longbig.");
      g_string_set_size (task, BIG);
      memset (task->str + 8, 'y', BIG - 8);
      ob_workers_submit (workers, task);
    }
  ob_workers_finish (workers);
  g_assert_cmpuint (all->len, ==, 8 * strlen ("<longbig.>"));
  g_string_free (all, TRUE);
}

/* Behind a slow task others are answered, but not without end. */
static void
test_bounded (void)
{
  GString *all = g_string_new (NULL);
  g_autoptr (ObWorkers) workers = ob_workers_new (2, work, take, all);
  ob_workers_submit (workers, g_string_new ("slow"));
  for (guint i = 0; i < 2 * OB_MAX_UNDER_WAY_TASKS - 1; i++)
    ob_workers_submit (workers, g_string_new ("a"));
  g_assert_cmpuint (all->len, ==, 0);
  ob_workers_submit (workers, g_string_new ("b"));
  g_assert_cmpuint (all->len, >, 0);
  ob_workers_finish (workers);
  g_assert_cmpuint (all->len, ==, strlen ("slow") + 2 * OB_MAX_UNDER_WAY_TASKS);
  g_string_free (all, TRUE);
}

static void
test_given_up (void)
{
  GString *all = g_string_new (NULL);
  ObWorkers *workers = ob_workers_new (2, work, take, all);
  for (guint i = 0; i < 100; i++)
    ob_workers_submit (workers, g_string_new ("slow"));
  gint64 began = g_get_monotonic_time ();
  ob_workers_free (workers);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 5 * G_USEC_PER_SEC / 2);
  g_string_free (all, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workers/answers-keep-the-order-of-tasks", test_order);
  g_test_add_func ("/workers/a-death-costs-one-task", test_death);
  g_test_add_func ("/workers/big-tasks-and-answers-meet", test_big);
  g_test_add_func ("/workers/what-is-under-way-is-bounded", test_bounded);
  g_test_add_func ("/workers/can-be-given-up-at-any-moment", test_given_up);
  return g_test_run ();
}
