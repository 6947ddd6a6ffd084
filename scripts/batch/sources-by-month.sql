-- sources-by-month.sql: who is quoted most, month by month, in a database of make-database.
--
--   sqlite3 -box news.db <scripts/batch/sources-by-month.sql
--
-- The ten most quoted of each month; sources without a name ("officials") are left out.

WITH counted AS (
  SELECT ifnull(substr(a.date, 1, 7), 'unknown') AS month, count(*) AS claims, s.src_name AS source
  FROM annotations s JOIN articles a ON a.id = s.article
  WHERE s.type = 'claim' AND s.src_name IS NOT NULL
  GROUP BY 1, 3),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY month ORDER BY claims DESC, source) AS rank FROM counted)
SELECT month, claims, source FROM ranked WHERE rank <= 10 ORDER BY month, rank;
