/* ob-workers.h: tasks shared out among processes, with their answers in the order of the tasks.
 *
 * Workers are forked from this process when there is work for them, and so see all that was made before, without a copy:
 * compiled packs are shared. A worker that dies takes one task with it, the one it was at; another takes its place. What
 * is held at a time is bounded, however slow one task is; so is what waits for it. With one worker there is no other
 * process: tasks are worked on as they are submitted.
 *
 * This process must have no other threads. */
#pragma once
#include <glib.h>

typedef struct ObWorkers ObWorkers;

/* Works on @task and appends its answer to @answer (which holds what must stay). Runs in a worker: what it changes in
 * memory stays there. */
typedef void (*ObWorkFunc)   (gpointer data, const char *task, gsize length, GString *answer);

/* Takes an answer, in the order of submission, in the process that submitted. @answer NULL: the worker died over @task,
 * and @why says how ("ended by signal 9 (Killed)"). All borrowed. It must not submit. */
typedef void (*ObAnswerFunc) (gpointer data, const GString *task, const GString *answer, const char *why);

/* @n from 1 to OB_MAX_WORKERS. */
ObWorkers *ob_workers_new  (guint n, ObWorkFunc work, ObAnswerFunc take, gpointer data);
/* Ends the workers, whatever they are at. */
void       ob_workers_free (ObWorkers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ObWorkers, ob_workers_free)

/* Takes over @task. Waits, taking answers, while too much is under way. */
void       ob_workers_submit (ObWorkers *self, GString *task);
/* TRUE while answers are outstanding. */
gboolean   ob_workers_are_busy (const ObWorkers *self);
/* Waits until a worker has got on or @fd (or -1) has input, and takes the answers that have come. Only while busy. */
void       ob_workers_wait   (ObWorkers *self, int fd);
/* Waits until every answer is taken. */
void       ob_workers_finish (ObWorkers *self);
