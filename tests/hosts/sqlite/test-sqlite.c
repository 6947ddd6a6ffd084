/* The SQLite extension linked in, with SQLite itself: what the sqlite3 shell cannot show: memory that cannot be had,
 * interrupts, threads, automatic loading. Run with OBELUS_PATH leading to the pack `tiny`, and OBELUS_PACKS=tiny. */
#include <glib.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

int sqlite3_obelus_init (sqlite3 *db, char **ret_error, const void *routines);

static const char query[] =
  "SELECT count(*), group_concat(s.type || ' ' || s.text || ' ' || ifnull(s.source, '-') || s.json || s.document), "
  "       max(obelus_json(a.body, a.id, a.date)) "
  "FROM (SELECT 1 AS id, 'Lena Orbak said that it rained in Kellmar.' AS body, '2026-03-16' AS date "
  "      UNION ALL SELECT 2, x'ff', NULL UNION ALL SELECT 3, NULL, NULL) a "
  "LEFT JOIN obelus_annotations (a.body, a.date) s ORDER BY a.id";

/* ---- An allocator that fails once ---- */

static sqlite3_mem_methods system_methods;
static int n_allocations, failing;      /* only while one thread runs */

static void *
fail_malloc (int size)
{
  return failing > 0 && ++n_allocations == failing ? NULL : system_methods.xMalloc (size);
}

static void *
fail_realloc (void *memory, int size)
{
  return failing > 0 && ++n_allocations == failing ? NULL : system_methods.xRealloc (memory, size);
}

static void
install_allocator (void)
{
  sqlite3_config (SQLITE_CONFIG_GETMALLOC, &system_methods);
  sqlite3_mem_methods methods = system_methods;
  methods.xMalloc = fail_malloc;
  methods.xRealloc = fail_realloc;
  g_assert_cmpint (sqlite3_config (SQLITE_CONFIG_MALLOC, &methods), ==, SQLITE_OK);
}

/* ---- */

static sqlite3 *
open_database (void)
{
  sqlite3 *db;
  g_assert_cmpint (sqlite3_open_v2 (":memory:", &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), ==, SQLITE_OK);
  return db;
}

/* The first row of @sql as text, columns separated by "|"; or the error. */
static char *
ask (sqlite3 *db, const char *sql, int *ret_rc)
{
  sqlite3_stmt *statement = NULL;
  GString *row = g_string_new (NULL);
  int rc = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_step (statement);
  for (int i = 0; rc == SQLITE_ROW && i < sqlite3_column_count (statement); i++)
    {
      const char *text = (const char *) sqlite3_column_text (statement, i);
      if (text == NULL && sqlite3_errcode (db) == SQLITE_NOMEM)
        rc = SQLITE_NOMEM;
      g_string_append_printf (row, "%s%s", i > 0 ? "|" : "", text != NULL ? text : "");
    }
  if (rc != SQLITE_ROW)
    g_string_assign (row, sqlite3_errmsg (db));
  sqlite3_finalize (statement);
  *ret_rc = rc == SQLITE_ROW ? SQLITE_OK : rc;
  return g_string_free (row, FALSE);
}

static char *
ask_well (sqlite3 *db, const char *sql)
{
  int rc;
  char *row = ask (db, sql, &rc);
  g_assert_cmpstr (rc == SQLITE_OK ? "" : row, ==, "");
  return row;
}

static void
test_no_memory (void)
{
  g_autofree char *expected = NULL;
  gboolean is_done = FALSE;
  guint n_refused = 0;
  for (int k = 0; !is_done; k++)
    {
      sqlite3 *db = open_database ();
      int rc;
      n_allocations = 0;
      failing = k;
      int loaded = sqlite3_obelus_init (db, NULL, NULL);
      g_autofree char *row = loaded == SQLITE_OK ? ask (db, query, &rc) : NULL;
      is_done = k > 0 && n_allocations < k;
      failing = 0;
      if (k == 0)
        {
          g_assert_cmpint (rc, ==, SQLITE_OK);
          expected = g_strdup (row);
        }
      if (loaded == SQLITE_OK && rc == SQLITE_OK)
        g_assert_cmpstr (row, ==, expected);
      else
        {
          g_assert_cmpint (loaded == SQLITE_OK ? rc : loaded, ==, SQLITE_NOMEM);
          n_refused++;
        }
      if (loaded != SQLITE_OK)
        g_assert_cmpint (sqlite3_obelus_init (db, NULL, NULL), ==, SQLITE_OK);
      g_autofree char *again = ask_well (db, query);        /* the connection is as good as before */
      g_assert_cmpstr (again, ==, expected);
      g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
    }
  g_assert_cmpuint (n_refused, >, 20);
}

static int
count_down (void *data)
{
  int *left = data;
  return --*left < 0;
}

static void
test_interrupt (void)
{
  static const char many[] =
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000) "
    "SELECT count(s.text) FROM n, obelus_annotations ('Lena Orbak said that it rained in Kellmar.') s";
  sqlite3 *db = open_database ();
  int rc, left = 100;
  g_assert_cmpint (sqlite3_obelus_init (db, NULL, NULL), ==, SQLITE_OK);
  sqlite3_progress_handler (db, 100, count_down, &left);
  g_autofree char *message = ask (db, many, &rc);
  g_assert_cmpint (rc, ==, SQLITE_INTERRUPT);
  sqlite3_progress_handler (db, 0, NULL, NULL);
  g_autofree char *row = ask_well (db, "SELECT count(*) FROM obelus_annotations ('It rained in Kellmar.')");
  g_assert_cmpstr (row, ==, "1");
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static gpointer
ask_often (gpointer data)
{
  const char *expected = data;
  sqlite3 *db = open_database ();
  g_assert_cmpint (sqlite3_obelus_init (db, NULL, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *row = ask_well (db, query);
      g_assert_cmpstr (row, ==, expected);
    }
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return NULL;
}

static void
test_threads (void)
{
  sqlite3 *db = open_database ();
  g_assert_cmpint (sqlite3_obelus_init (db, NULL, NULL), ==, SQLITE_OK);
  g_autofree char *expected = ask_well (db, query);
  GThread *threads[] = { g_thread_new ("one", ask_often, expected), g_thread_new ("two", ask_often, expected) };
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_cursors (void)
{
  sqlite3 *db = open_database ();
  g_assert_cmpint (sqlite3_obelus_init (db, NULL, NULL), ==, SQLITE_OK);
  g_autofree char *row = ask_well (db,
    "SELECT group_concat(a.text || '-' || b.text, ' ') FROM obelus_annotations ('Kellmar Kellmar') a, "
    "obelus_annotations ('Port Ansel Kellmar ' || a.text) b");
  g_assert_cmpstr (row, ==, "Kellmar-Port Ansel Kellmar-Kellmar Kellmar-Kellmar Kellmar-Port Ansel Kellmar-Kellmar "
                            "Kellmar-Kellmar");
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
test_automatic (void)
{
  g_assert_cmpint (sqlite3_auto_extension ((void (*) (void)) sqlite3_obelus_init), ==, SQLITE_OK);
  sqlite3 *db = open_database ();
  g_autofree char *row = ask_well (db, "SELECT text FROM obelus_annotations ('Kellmar')");
  g_assert_cmpstr (row, ==, "Kellmar");
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  sqlite3_reset_auto_extension ();
}

int
main (int argc, char **argv)
{
  install_allocator ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sqlite/memory-that-cannot-be-had-is-an-error", test_no_memory);
  g_test_add_func ("/sqlite/statements-can-be-interrupted", test_interrupt);
  g_test_add_func ("/sqlite/two-connections-on-two-threads", test_threads);
  g_test_add_func ("/sqlite/tables-inside-tables", test_cursors);
  g_test_add_func ("/sqlite/linked-in-and-loaded-of-itself", test_automatic);
  int exit_code = g_test_run ();
  sqlite3_shutdown ();
  return exit_code;
}
