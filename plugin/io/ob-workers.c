#include "io/ob-workers.h"
#include "base/ob-limits.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum
{
  CHUNK = 64 * 1024,
  KEPT_BYTES = 1024 * 1024,     /* a buffer that has grown past this is given back once it is empty */
  AHEAD_TASKS = 16,             /* given to a worker before it has answered: it need not wait for the next … */
  AHEAD_BYTES = 64 * 1024,      /* … but big ones, which others could take meanwhile, are given one by one */
};

typedef struct
{
  GString *bytes;
  gsize    sent;                /* of the frame, to the worker that has it */
  GString *answer;              /* NULL: none yet, or its worker died */
  char    *why;                 /* the worker died */
} Task;

typedef struct
{
  pid_t    pid;
  int      fd;                  /* -1: not running */
  GQueue   tasks;               /* of Task, borrowed: given and unanswered, in the order of giving */
  gsize    n_bytes;             /* in these */
  GString *in;                  /* of answers, read and not yet complete */
} Worker;

struct ObWorkers
{
  ObWorkFunc   work;
  ObAnswerFunc take;
  gpointer     data;
  guint        n;
  Worker      *workers;         /* n of them; NULL when n is 1 */
  GQueue       tasks;           /* of Task, owned: all whose answers were not yet taken, in order */
  GQueue       waiting;         /* of Task, borrowed: those that no worker has */
  gsize        n_held;          /* bytes of all tasks and answers */
};

/* ---- Frames: a length of eight bytes, then so many bytes ---- */

typedef guint64 FrameHead;

/* The first whole frame of @bytes from @from on; NULL: it is not all there. */
static const char *
find_frame (const GString *bytes, gsize from, gsize *ret_length)
{
  FrameHead length;
  if (bytes->len - from < sizeof length)
    return NULL;
  memcpy (&length, bytes->str + from, sizeof length);
  if (bytes->len - from - sizeof length < length)
    return NULL;
  *ret_length = length;
  return bytes->str + from + sizeof length;
}

/* Forgets the first @n bytes, and the memory when it has become much. */
static GString *
drop_bytes (GString *bytes, gsize n)
{
  if (n == 0)
    return bytes;
  if (n == bytes->len && bytes->allocated_len > KEPT_BYTES)
    {
      g_string_free (bytes, TRUE);
      return g_string_new (NULL);
    }
  return g_string_erase (bytes, 0, n);
}

/* ---- In the worker ---- */

/* FALSE when the other side is gone, or (errno EAGAIN) has nothing to say yet. */
static gboolean
read_more (int fd, GString *bytes)
{
  char chunk[CHUNK];
  gssize n;
  do
    n = read (fd, chunk, sizeof chunk);
  while (n < 0 && errno == EINTR);
  if (n > 0)
    g_string_append_len (bytes, chunk, n);
  if (n == 0)
    errno = 0;
  return n > 0;
}

static gboolean
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = send (fd, bytes, length, MSG_NOSIGNAL);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      bytes += n;
      length -= n;
    }
  return TRUE;
}

/* Answers what comes through @fd, each as soon as it is done, so that a death is known to belong to the next. */
static void G_GNUC_NORETURN
serve (const ObWorkers *self, int fd)
{
  GString *in = g_string_new (NULL), *out = g_string_new (NULL);
  for (;;)
    {
      gsize next = 0, length;
      const char *task;
      for (; (task = find_frame (in, next, &length)) != NULL; next += sizeof (FrameHead) + length)
        {
          FrameHead head = 0;
          g_string_append_len (out, (const char *) &head, sizeof head);
          self->work (self->data, task, length, out);
          head = out->len - sizeof head;
          memcpy (out->str, &head, sizeof head);
          if (!write_all (fd, out->str, out->len))
            _exit (0);
          out = drop_bytes (out, out->len);
        }
      in = drop_bytes (in, next);
      if (!read_more (fd, in))
        _exit (0);
    }
}

/* A worker neither reads the input nor writes the output, holds no line of another, and ends with this process. */
static void
become_worker (const ObWorkers *self)
{
  int null = open ("/dev/null", O_RDWR);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  dup2 (null, STDIN_FILENO);
  dup2 (null, STDOUT_FILENO);
  close (null);
  for (guint i = 0; i < self->n; i++)
    if (self->workers[i].fd >= 0)
      close (self->workers[i].fd);
}

static gboolean
start (ObWorkers *self, Worker *worker)
{
  int fds[2];
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
    return FALSE;
  worker->pid = fork ();
  if (worker->pid == 0)
    {
      close (fds[0]);
      become_worker (self);
      serve (self, fds[1]);
    }
  close (fds[1]);
  if (worker->pid < 0)
    {
      close (fds[0]);
      return FALSE;
    }
  fcntl (fds[0], F_SETFL, O_NONBLOCK);
  worker->fd = fds[0];
  return TRUE;
}

/* ---- In the process that submits ---- */

ObWorkers *
ob_workers_new (guint n, ObWorkFunc work, ObAnswerFunc take, gpointer data)
{
  ObWorkers *self = g_new0 (ObWorkers, 1);
  self->work = work;
  self->take = take;
  self->data = data;
  self->n = CLAMP (n, 1, OB_MAX_WORKERS);
  self->workers = self->n > 1 ? g_new0 (Worker, self->n) : NULL;
  for (guint i = 0; self->workers != NULL && i < self->n; i++)
    self->workers[i] = (Worker) { .fd = -1, .in = g_string_new (NULL) };
  return self;
}

static void
free_task (Task *task)
{
  g_string_free (task->bytes, TRUE);
  if (task->answer != NULL)
    g_string_free (task->answer, TRUE);
  g_free (task->why);
  g_free (task);
}

void
ob_workers_free (ObWorkers *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; self->workers != NULL && i < self->n; i++)
    {
      Worker *worker = &self->workers[i];
      if (worker->fd >= 0)
        {
          if (worker->tasks.length > 0)
            kill (worker->pid, SIGKILL);
          close (worker->fd);
          while (waitpid (worker->pid, NULL, 0) < 0 && errno == EINTR)
            ;
        }
      g_queue_clear (&worker->tasks);
      g_string_free (worker->in, TRUE);
    }
  g_free (self->workers);
  g_queue_clear (&self->waiting);
  g_queue_clear_full (&self->tasks, (GDestroyNotify) free_task);
  g_free (self);
}

static gboolean
is_answered (const Task *task)
{
  return task->answer != NULL || task->why != NULL;
}

static void
take_answers (ObWorkers *self)
{
  for (Task *task; (task = g_queue_peek_head (&self->tasks)) != NULL && is_answered (task);)
    {
      self->take (self->data, task->bytes, task->answer, task->why);
      self->n_held -= task->bytes->len + (task->answer != NULL ? task->answer->len : 0);
      free_task (g_queue_pop_head (&self->tasks));
    }
}

static char *
describe_death (pid_t pid)
{
  int status = 0;
  while (waitpid (pid, &status, 0) < 0 && errno == EINTR)
    ;
  if (WIFSIGNALED (status))
    return g_strdup_printf ("ended by signal %d (%s)", WTERMSIG (status), g_strsignal (WTERMSIG (status)));
  return g_strdup_printf ("ended with exit code %d", WEXITSTATUS (status));
}

/* The task it was at goes with it; those it had not begun wait for another. */
static void
bury (ObWorkers *self, Worker *worker)
{
  close (worker->fd);
  worker->fd = -1;
  g_string_truncate (worker->in, 0);
  g_autofree char *why = describe_death (worker->pid);
  Task *task = g_queue_peek_head (&worker->tasks);
  if (task != NULL && task->sent > 0)
    {
      g_queue_pop_head (&worker->tasks);
      task->why = g_steal_pointer (&why);
    }
  while ((task = g_queue_pop_tail (&worker->tasks)) != NULL)
    {
      task->sent = 0;
      g_queue_push_head (&self->waiting, task);
    }
  worker->n_bytes = 0;
}

static void
receive (ObWorkers *self, Worker *worker)
{
  gsize next = 0, length;
  const char *answer;
  if (!read_more (worker->fd, worker->in))
    {
      if (errno != EAGAIN)
        bury (self, worker);
      return;
    }
  for (; (answer = find_frame (worker->in, next, &length)) != NULL; next += sizeof (FrameHead) + length)
    {
      Task *task = g_queue_pop_head (&worker->tasks);
      task->answer = g_string_new_len (answer, length);
      worker->n_bytes -= task->bytes->len;
      self->n_held += length;
    }
  worker->in = drop_bytes (worker->in, next);
}

/* Sends what the worker has been given, as far as it goes. A worker that is gone will be seen by receive. */
static void
send_tasks (Worker *worker)
{
  for (GList *link = worker->tasks.head; link != NULL; link = link->next)
    {
      Task *task = link->data;
      FrameHead head = task->bytes->len;
      while (task->sent < sizeof head + task->bytes->len)
        {
          gsize in_head = MIN (task->sent, sizeof head), in_bytes = task->sent - in_head;
          struct iovec parts[] = { { (char *) &head + in_head, sizeof head - in_head },
                                   { task->bytes->str + in_bytes, task->bytes->len - in_bytes } };
          gssize n = sendmsg (worker->fd, &(struct msghdr) { .msg_iov = parts, .msg_iovlen = 2 }, MSG_NOSIGNAL);
          if (n < 0 && errno == EINTR)
            continue;
          if (n < 0)
            return;
          task->sent += n;
        }
    }
}

static gboolean
has_unsent (const Worker *worker)
{
  const Task *last = g_queue_peek_tail ((GQueue *) &worker->tasks);
  return last != NULL && last->sent < sizeof (FrameHead) + last->bytes->len;
}

/* The worker with the least to do that may have more; NULL when all have enough. */
static Worker *
find_idle (ObWorkers *self)
{
  Worker *idle = NULL;
  for (guint i = 0; i < self->n; i++)
    {
      Worker *worker = &self->workers[i];
      if (worker->tasks.length < AHEAD_TASKS && worker->n_bytes < AHEAD_BYTES
          && (idle == NULL || worker->n_bytes < idle->n_bytes))
        idle = worker;
    }
  return idle;
}

/* Without a worker, because none can be started, the work is done here. */
static void
work_here (ObWorkers *self, Task *task)
{
  task->answer = g_string_new (NULL);
  self->work (self->data, task->bytes->str, task->bytes->len, task->answer);
  self->n_held += task->answer->len;
}

static void
give_tasks (ObWorkers *self)
{
  Worker *worker;
  while (self->waiting.length > 0 && (worker = find_idle (self)) != NULL)
    {
      Task *task = g_queue_pop_head (&self->waiting);
      if (worker->fd < 0 && !start (self, worker))
        {
          work_here (self, task);
          continue;
        }
      g_queue_push_tail (&worker->tasks, task);
      worker->n_bytes += task->bytes->len;
      send_tasks (worker);
    }
}

void
ob_workers_wait (ObWorkers *self, int fd)
{
  g_autofree struct pollfd *polled = g_new (struct pollfd, self->n + 1);
  guint n = 0;
  give_tasks (self);
  for (guint i = 0; i < self->n; i++)
    {
      Worker *worker = &self->workers[i];
      polled[n++] = (struct pollfd) { worker->fd, POLLIN | (has_unsent (worker) ? POLLOUT : 0), 0 };
    }
  polled[n++] = (struct pollfd) { fd, POLLIN, 0 };
  if (!is_answered (g_queue_peek_head (&self->tasks)) && poll (polled, n, -1) > 0)
    for (guint i = 0; i < self->n; i++)
      {
        if (polled[i].revents & POLLOUT)
          send_tasks (&self->workers[i]);
        if (polled[i].revents & (POLLIN | POLLHUP | POLLERR))
          receive (self, &self->workers[i]);
      }
  give_tasks (self);
  take_answers (self);
}

void
ob_workers_submit (ObWorkers *self, GString *bytes)
{
  Task *task = g_new0 (Task, 1);
  task->bytes = bytes;
  self->n_held += bytes->len;
  g_queue_push_tail (&self->tasks, task);
  if (self->workers == NULL)
    {
      work_here (self, task);
      take_answers (self);
      return;
    }
  g_queue_push_tail (&self->waiting, task);
  give_tasks (self);
  while (self->n_held > OB_MAX_UNDER_WAY_BYTES * self->n || self->tasks.length > OB_MAX_UNDER_WAY_TASKS * self->n)
    ob_workers_wait (self, -1);
}

gboolean
ob_workers_are_busy (const ObWorkers *self)
{
  return self->tasks.length > 0;
}

void
ob_workers_finish (ObWorkers *self)
{
  while (ob_workers_are_busy (self))
    ob_workers_wait (self, -1);
}
