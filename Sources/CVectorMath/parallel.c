#define _GNU_SOURCE
#include "parallel.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

// One job at a time. The caller works on it too and takes parts until none are left, so a helper
// that wakes late costs nothing: it finds the job closed.
static struct {
  pthread_mutex_t mutex;
  pthread_cond_t opened, left;
  parallel_body body;
  void *context;
  long count, grain;
  atomic_long next;
  atomic_ulong number;
  atomic_int inside;
  int is_open, has_helpers;
} pool = {.mutex = PTHREAD_MUTEX_INITIALIZER,
          .opened = PTHREAD_COND_INITIALIZER,
          .left = PTHREAD_COND_INITIALIZER};
static atomic_flag is_busy = ATOMIC_FLAG_INIT;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int thread_count = 1;

static void take_parts(void) {
  long start;
  while ((start = atomic_fetch_add(&pool.next, pool.grain)) < pool.count) {
    long end = start + pool.grain < pool.count ? start + pool.grain : pool.count;
    pool.body(pool.context, start, end);
  }
}

// A thread that sleeps takes longer to wake than most jobs take. These wait a few dozen microseconds
// for what is about to happen. They don't yield: on a busy machine the turn would come back too late.
enum { PATIENCE = 1500 };

static inline void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#else
  sched_yield();
#endif
}

static void expect_job(unsigned long seen) {
  for (int i = 0; i < PATIENCE && atomic_load(&pool.number) == seen; i++) pause_briefly();
}

static void expect_helpers_to_leave(void) {
  for (int i = 0; i < PATIENCE && atomic_load(&pool.inside) > 0; i++) pause_briefly();
}

static void *help(void *unused) {
  unsigned long seen = 0;
  pthread_mutex_lock(&pool.mutex);
  for (;;) {
    while (!pool.is_open || pool.number == seen) pthread_cond_wait(&pool.opened, &pool.mutex);
    seen = pool.number;
    pool.inside++;
    pthread_mutex_unlock(&pool.mutex);
    take_parts();
    pthread_mutex_lock(&pool.mutex);
    if (--pool.inside == 0) pthread_cond_signal(&pool.left);
    pthread_mutex_unlock(&pool.mutex);
    expect_job(seen);
    pthread_mutex_lock(&pool.mutex);
  }
  return unused;
}

// After a fork only the thread that called it lives: the helpers are gone, and whatever they held.
static void forget_helpers(void) {
  pthread_mutex_init(&pool.mutex, NULL);
  pthread_cond_init(&pool.opened, NULL);
  pthread_cond_init(&pool.left, NULL);
  pool.is_open = pool.inside = pool.has_helpers = 0;
  atomic_flag_clear(&is_busy);
}

static void count_threads(void) {
  const char *wish = getenv("OMP_NUM_THREADS");
  cpu_set_t processors;
  if (wish && atoi(wish) > 0) {
    thread_count = atoi(wish);
  } else if (sched_getaffinity(0, sizeof processors, &processors) == 0) {
    thread_count = CPU_COUNT(&processors);
  }
  pthread_atfork(NULL, NULL, forget_helpers);
}

// Helpers take no signals, which are for the program's own threads.
static void start_helpers(void) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  for (int i = 1; i < thread_count; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, help, NULL) != 0) continue;
    // Says to whoever is about to fork that these can be lost.
    pthread_setname_np(thread, "forkable");
    pthread_detach(thread);
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pool.has_helpers = 1;
}

static void share(long count, long grain, parallel_body body, void *context) {
  if (!pool.has_helpers) start_helpers();
  pthread_mutex_lock(&pool.mutex);
  pool.body = body;
  pool.context = context;
  pool.count = count;
  pool.grain = grain;
  atomic_store(&pool.next, 0);
  pool.number++;
  pool.is_open = 1;
  pthread_cond_broadcast(&pool.opened);
  pthread_mutex_unlock(&pool.mutex);
  take_parts();
  expect_helpers_to_leave();
  pthread_mutex_lock(&pool.mutex);
  pool.is_open = 0;
  while (pool.inside > 0) pthread_cond_wait(&pool.left, &pool.mutex);
  pthread_mutex_unlock(&pool.mutex);
}

int parallel_threads(void) {
  pthread_once(&once, count_threads);
  return thread_count;
}

void parallel_for(long count, long grain, parallel_body body, void *context) {
  pthread_once(&once, count_threads);
  // Another thread's job, or one around this: this one is done here.
  if (count > grain && thread_count > 1 && !atomic_flag_test_and_set(&is_busy)) {
    share(count, grain, body, context);
    atomic_flag_clear(&is_busy);
    return;
  }
  for (long start = 0; start < count; start += grain) {
    body(context, start, start + grain < count ? start + grain : count);
  }
}
