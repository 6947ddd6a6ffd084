# Writes documents, one JSON object a line, each with one time expression as people write it and a date out of 1900 to
# 2100. The id is "expression|date|value": the value comes from the calendar of this file, which knows only how days
# are counted (after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms"), how ISO numbers weeks, and how
# news is read: "Friday" is the last one, "last March" ended before this month began.
# Variables: dates, the number of dates; seed.

function div(a, b) { return a >= 0 ? int(a / b) : -int((b - 1 - a) / b) }

# Days since 1970-01-01.
function days(y, m, d,    era, yoe, doy)
{
  y -= m <= 2
  era = div(y, 400); yoe = y - era * 400
  doy = int((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1
  return era * 146097 + yoe * 365 + int(yoe / 4) - int(yoe / 100) + doy - 719468
}

# Sets Y, M, D.
function civil(z,    era, doe, yoe, doy, mp)
{
  z += 719468
  era = div(z, 146097); doe = z - era * 146097
  yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
  doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100))
  mp = int((5 * doy + 2) / 153)
  D = doy - int((153 * mp + 2) / 5) + 1
  M = mp + (mp < 10 ? 3 : -9)
  Y = yoe + era * 400 + (M <= 2)
}

function weekday(z) { return (z + 3) % 7 < 0 ? (z + 3) % 7 + 8 : (z + 3) % 7 + 1 }      # Monday 1
function month_end(y, m) { return m == 12 ? days(y + 1, 1, 1) - 1 : days(y, m + 1, 1) - 1 }

function day(z) { civil(z); return sprintf("%04d-%02d-%02d", Y, M, D) }
# A week is of the year that has its Thursday.
function week(z,    thursday)
{
  thursday = z - weekday(z) + 4
  civil(thursday)
  return sprintf("%04d-W%02d", Y, int((thursday - days(Y, 1, 1)) / 7) + 1)
}
# The month @n months from that of @y-@m: sets Y, M.
function move(y, m, n) { n += y * 12 + m - 1; Y = int(n / 12); M = n % 12 + 1 }
function month(y, m, n) { move(y, m, n); return sprintf("%04d-%02d", Y, M) }
# A day @n months from @z, at the latest the last of its month.
function day_by_months(z, n,    d, last)
{
  civil(z); d = D
  move(Y, M, n); last = month_end(Y, M)
  return day(days(Y, M, 1) + d - 1 > last ? last : days(Y, M, 1) + d - 1)
}
function nth(y, m, n, w,    z)
{
  z = n > 0 ? days(y, m, 1) : month_end(y, m)
  while (weekday(z) != w) z += n > 0 ? 1 : -1
  return n > 0 ? z + 7 * (n - 1) : z
}
# Easter Sunday, after Oudin.
function easter(y,    c, n, k, i, j, l)
{
  c = int(y / 100); n = y - 19 * int(y / 19); k = int((c - 17) / 25)
  i = c - int(c / 4) - int((c - k) / 3) + 19 * n + 15; i -= 30 * int(i / 30)
  i -= int(i / 28) * (1 - int(i / 28) * int(29 / (i + 1)) * int((21 - n) / 11))
  j = y + int(y / 4) + i + 2 - c + int(c / 4); j -= 7 * int(j / 7)
  l = i - j
  return days(y, 3 + int((l + 40) / 44), l + 28 - 31 * int((3 + int((l + 40) / 44)) / 4))
}

function pick(n) { return int(rand() * n) + 1 }
function capital(s) { return toupper(substr(s, 1, 1)) substr(s, 2) }
function say(name, sentence, value)
{
  printf "{\"id\":\"%s|%s|%s\",\"date\":\"%s\",\"text\":\"%s\"}\n", name, today, value, today, sentence
}
# From a date of the text, which is not the document's.
function tell(name, expression, value,    y, m, d)
{
  civil(base); y = Y; m = M; d = D
  say(name, sprintf("The ferry was launched on %s %d, %d. It sank %s.", months[m], d, y, expression), value)
}

function expressions(z,    y, m, d, w, n, k, q, r, a, past)
{
  today = day(z); y = Y; m = M; d = D; w = weekday(z)
  n = pick(11) + 1; k = pick(12); q = pick(4); r = pick(7); a = 1900 + pick(200)

  say("today", "It sank today.", today)
  say("yesterday", "It sank yesterday.", day(z - 1))
  say("tomorrow", "It sails tomorrow.", day(z + 1))
  say("day-before-yesterday", "It sank the day before yesterday.", day(z - 2))
  say("day-after-tomorrow", "It sails the day after tomorrow.", day(z + 2))
  say("last-night", "It sank last night.", day(z - 1) "TNI")
  say("this-morning", "It sank this morning.", today "TMO")
  say("tomorrow-part", "It sails tomorrow afternoon.", day(z + 1) "TAF")

  say("days-ago", "It sank " numbers[n] " days ago.", day(z - n))
  say("weeks-ago", "It sank " numbers[n] " weeks ago.", week(z - 7 * n))
  say("months-ago", "It sank " n " months ago.", month(y, m, -n))
  say("years-ago", "It sank " numbers[n] " years ago.", sprintf("%04d", y - n))
  say("days-from-now", "It sails " numbers[n] " days from now.", day(z + n))
  say("weeks-from-now", "It sails " n " weeks from now.", week(z + 7 * n))

  say("last-week", "It sank last week.", week(z - 7))
  say("this-week", "It sank this week.", week(z))
  say("next-week", "It sails next week.", week(z + 7))
  say("last-month", "It sank last month.", month(y, m, -1))
  say("next-month", "It sails next month.", month(y, m, 1))
  say("last-year", "It sank last year.", y - 1)
  say("next-year", "It sails early next year.", y + 1)
  say("last-quarter", "Profit fell last quarter.", sprintf("%04d-Q%d", m > 3 ? y : y - 1, m > 3 ? int((m - 1) / 3) : 4))
  say("last-weekend", "It sank last weekend.", week(z - 7) "-WE")

  past = m > k ? y : y - 1
  say("last-month-name", "It sank last " months[k] ".", sprintf("%04d-%02d", past, k))
  say("next-month-name", "It sails next " months[k] ".", sprintf("%04d-%02d", m < k ? y : y + 1, k))
  say("month-this-year", "It sank in " months[k] " of this year.", sprintf("%04d-%02d", y, k))
  say("month-last-year", "It sank in " months[k] " last year.", sprintf("%04d-%02d", y - 1, k))
  say("quarter-last-year", "Profit fell in the " ordinals[q] " quarter of last year.", sprintf("%04d-Q%d", y - 1, q))

  say("weekday", "It sank on " weekdays[r] ".", day(z - (w - r + 7) % 7))
  say("weekday-part", "It sank " weekdays[r] " night.", day(z - (w - r + 7) % 7) "TNI")
  say("weekday-ahead", "It will sail on " weekdays[r] ".", day(z + (r - w + 7) % 7))
  say("last-weekday", "It sank last " weekdays[r] ".", day(z - (r == w ? 7 : (w - r + 7) % 7)))
  say("next-weekday", "It sails next " weekdays[r] ".", day(z + (r == w ? 7 : (r - w + 7) % 7)))

  say("weekday-next-week", "It sails on " weekdays[r] " next week.", day(z - w + 7 + r))
  say("weekday-last-week", "It sank on " weekdays[r] " of last week.", day(z - w - 7 + r))
  say("last-friday-of-month", "It sails on the last Friday of this month.", day(nth(y, m, -1, 5)))
  move(y, m, -1)
  say("week-of-last-month", "It sank in the first week of last month.", week(nth(Y, M, 1, 4)))
  say("half-at-hand", "Profit fell in the first half of the year.", y "-H1")

  # Days and months without a year, behind a verb in the past and one to come.
  past = days(y, k, 1 + n) <= z ? y : y - 1
  say("day-told", "The ferry opened on " months[k] " " 1 + n ".", sprintf("%04d-%02d-%02d", past, k, 1 + n))
  past = days(y, k, 1 + n) >= z ? y : y + 1
  say("day-ahead", "The ferry will open on " 1 + n " " months[k] ".", sprintf("%04d-%02d-%02d", past, k, 1 + n))
  if (k != 3 && k != 5)
    say("month-ahead", "The ferry is due to open in " months[k] ".", sprintf("%04d-%02d", k >= m ? y : y + 1, k))

  # Written out.
  civil(base = days(a, 1, 1) + pick(365) - 1); y = Y; m = M; d = D
  say("full", "It sank on " weekdays[weekday(base)] ", " months[m] " " d ", " y ".", day(base))
  say("full-british", "It sank on " d " " months[m] " " y ".", day(base))
  say("full-iso", sprintf("It sank on %04d-%02d-%02d.", y, m, d), day(base))
  say("month-year", "It sank in " months[m] " " y ".", month(y, m, 0))
  say("year", "It sank in " y ".", y)
  say("year-modified", "It sank in early " y ".", y)
  say("quarter-year", "Profit fell in the " ordinals[q] " quarter of " y ".", y "-Q" q)
  say("quarter-letter", "Profit fell in Q" q " " y ".", y "-Q" q)
  say("half-year", "Profit fell in the second half of " y ".", y "-H2")
  say("last-quarter-of-year", "Profit fell in the last quarter of " y ".", y "-Q4")
  say("range-of-years", "It sailed from " y - 3 " to " y ".", y)
  say("season", "It sank in the summer of " y ".", y "-SU")
  say("decade", "It sank in the " int(y / 10) "0s.", int(y / 10) "X")
  say("nth-weekday", "It sank on the " ordinals[q] " " weekdays[r] " of " months[k] " " y ".", day(nth(y, k, q, r)))
  say("last-weekday-of", "It sank on the last " weekdays[r] " of " months[k] " " y ".", day(nth(y, k, -1, r)))
  say("last-day-of", "It sank on the last day of " months[k] " " y ".", day(month_end(y, k)))
  say("week-of-month", "It sank in the " ordinals[q] " week of " months[k] " " y ".", week(nth(y, k, q, 4)))
  n = substr(week(base), 7) + 0; past = substr(week(base), 1, 4)
  say("week-number", "It sank in week " n " of " past ".", week(base))
  say("easter", "It sank on Easter Sunday " y ".", day(easter(y)))
  say("good-friday", "It sank on Good Friday " y ".", day(easter(y) - 2))
  say("thanksgiving", "It sank on Thanksgiving " y ".", day(nth(y, 11, 4, 4)))
  say("memorial-day", "It sank on Memorial Day " y ".", day(nth(y, 5, -1, 1)))
  say("holiday-shifted", "It sank two days after Christmas " y ".", day(days(y, 12, 27)))

  # From the date told before.
  n = pick(11) + 1
  tell("days-later", numbers[n] " days later", day(base + n))
  tell("weeks-earlier", numbers[n] " weeks earlier", day(base - 7 * n))
  tell("months-later", numbers[n] " months later", day_by_months(base, n))
  tell("years-later", numbers[n] " years later", day_by_months(base, 12 * n))
  tell("following-day", "the following day", day(base + 1))
  tell("following-week", "the following week", week(base + 7))
  tell("following-month", "the following month", month(y, m, 1))
  tell("previous-year", "the previous year", y - 1)
  tell("night-before", "the night before", day(base - 1) "TNI")
  tell("day-after", "the day after", day(base + 1))
}

BEGIN {
  srand(seed)
  split("January February March April May June July August September October November December", months)
  split("Monday Tuesday Wednesday Thursday Friday Saturday Sunday", weekdays)
  split("one two three four five six seven eight nine ten eleven twelve", numbers)
  split("first second third fourth", ordinals)
  # The days on which calendars break, and days by chance.
  n = split("1900-02-28 1900-03-01 1904-02-29 1999-12-31 2000-01-01 2000-02-29 2004-12-31 2010-01-03 2015-12-31 " \
            "2016-02-10 2016-02-29 2020-12-30 2021-01-03 2023-05-31 2024-03-31 2026-12-31 2099-12-31", edges, " ")
  for (i = 1; i <= n; i++)
    {
      split(edges[i], part, "-")
      expressions(days(part[1] + 0, part[2] + 0, part[3] + 0))
    }
  for (i = 1; i <= dates; i++)
    expressions(days(1900, 1, 1) + pick(73414) - 1)
}
