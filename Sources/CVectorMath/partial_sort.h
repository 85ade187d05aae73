// Partial sorting of elements of a STORED type, which are compared as TYPE after LOADED; see topk.c.

#include "inline.h"

struct NAMED(entry) {
  TYPE value;
  NUMBER number;
};

#define ENTRY struct NAMED(entry)

// Whether a comes before b. A nan counts as larger than all numbers.
INLINE int NAMED(precedes)(TYPE a, TYPE b, int order) {
  switch (order) {
    case LARGEST: return a > b;
    case SMALLEST: return a < b;
    case LARGEST_WITH_NANS: return (a > b) | ((a != a) & (b == b));
    default: return (a < b) | ((b != b) & (a == a));
  }
}

#define BEFORE(a, b) NAMED(precedes)((a).value, (b).value, order)

// A heap with the last of its elements at the root.
INLINE void NAMED(adjust_heap)(
    ENTRY *heap, long top, long count, ENTRY value, int order) {
  long hole = top, child = top;
  while (child < (count - 1) / 2) {
    child = 2 * (child + 1);
    if (BEFORE(heap[child], heap[child - 1])) child--;
    heap[hole] = heap[child];
    hole = child;
  }
  if (count % 2 == 0 && child == (count - 2) / 2) {
    child = 2 * (child + 1);
    heap[hole] = heap[child - 1];
    hole = child - 1;
  }
  while (hole > top) {
    long parent = (hole - 1) / 2;
    if (!BEFORE(heap[parent], value)) break;
    heap[hole] = heap[parent];
    hole = parent;
  }
  heap[hole] = value;
}

INLINE void NAMED(make_heap)(ENTRY *heap, long count, int order) {
  for (long parent = (count - 2) / 2; count > 1 && parent >= 0; parent--) {
    NAMED(adjust_heap)(heap, parent, count, heap[parent], order);
  }
}

INLINE void NAMED(sort_heap)(ENTRY *heap, long count, int order) {
  for (long end = count - 1; end > 0; end--) {
    ENTRY value = heap[end];
    heap[end] = heap[0];
    NAMED(adjust_heap)(heap, 0, end, value, order);
  }
}

// Whether one of some elements comes before a value.
INLINE int NAMED(any_precedes)(const STORED *row, long count, TYPE value, int order) {
  int any = 0;
  for (long i = 0; i < count; i++) any |= NAMED(precedes)(LOADED(row[i]), value, order);
  return any;
}

// `std::partial_sort`, for a row that need not be kept: what leaves the heap is never looked at again.
INLINE void NAMED(partial_sort)(
    const STORED *row, long width, ENTRY *heap, long count, int order) {
  enum { STEP = 64 };
  for (long i = 0; i < count; i++) heap[i] = (ENTRY){LOADED(row[i]), (NUMBER)i};
  NAMED(make_heap)(heap, count, order);
  for (long start = count; start < width; start += STEP) {
    long size = width - start < STEP ? width - start : STEP;
    int any = size == STEP
                  ? NAMED(any_precedes)(row + start, STEP, heap[0].value, order)
                  : NAMED(any_precedes)(row + start, size, heap[0].value, order);
    for (long i = start; any && i < start + size; i++) {
      ENTRY next = {LOADED(row[i]), (NUMBER)i};
      if (BEFORE(next, heap[0])) NAMED(adjust_heap)(heap, 0, count, next, order);
    }
  }
  NAMED(sort_heap)(heap, count, order);
}

INLINE void NAMED(swap)(ENTRY *a, ENTRY *b) {
  ENTRY other = *a;
  *a = *b;
  *b = other;
}

// `std::__heap_select`: chooses the first elements of a range for its first `count`.
INLINE void NAMED(heap_select)(ENTRY *range, long count, long width, int order) {
  NAMED(make_heap)(range, count, order);
  for (long place = count; place < width; place++) {
    if (!BEFORE(range[place], range[0])) continue;
    ENTRY value = range[place];
    range[place] = range[0];
    NAMED(adjust_heap)(range, 0, count, value, order);
  }
}

INLINE long NAMED(partition)(ENTRY *entries, long first, long last, int order) {
  long middle = first + (last - first) / 2;
  ENTRY x = entries[first + 1], y = entries[middle], z = entries[last - 1];
  long median = BEFORE(x, y) ? (BEFORE(y, z)   ? middle
                                : BEFORE(x, z) ? last - 1
                                               : first + 1)
                : BEFORE(x, z) ? first + 1
                : BEFORE(y, z) ? last - 1
                               : middle;
  NAMED(swap)(&entries[first], &entries[median]);
  ENTRY pivot = entries[first];
  long low = first + 1, high = last;
  for (;;) {
    while (BEFORE(entries[low], pivot)) low++;
    high--;
    while (BEFORE(pivot, entries[high])) high--;
    if (low >= high) return low;
    NAMED(swap)(&entries[low], &entries[high]);
    low++;
  }
}

INLINE void NAMED(insertion_sort)(ENTRY *entries, long first, long last, int order) {
  for (long next = first + 1; next < last; next++) {
    ENTRY value = entries[next];
    long place = next;
    for (; place > first && BEFORE(value, entries[place - 1]); place--) {
      entries[place] = entries[place - 1];
    }
    entries[place] = value;
  }
}

// `std::nth_element`: puts the element at `place` that sorting would put there, with none before it
// that comes after it.
INLINE void NAMED(nth_element)(ENTRY *entries, long width, long place, int order) {
  long first = 0, last = width;
  for (int depth = depth_of(width); last - first > 3; depth--) {
    if (depth == 0) {
      NAMED(heap_select)(entries + first, place + 1 - first, last - first, order);
      NAMED(swap)(&entries[first], &entries[place]);
      return;
    }
    long cut = NAMED(partition)(entries, first, last, order);
    if (cut <= place) {
      first = cut;
    } else {
      last = cut;
    }
  }
  NAMED(insertion_sort)(entries, first, last, order);
}

struct NAMED(range) {
  long first, last;
  int depth;
};

// What `std::sort` does before its insertion sort. Ranges wait on a stack, not in calls, so that this is
// compiled for each order, too; there are never more of them than the depth.
INLINE void NAMED(introsort)(ENTRY *entries, long count, int order) {
  struct NAMED(range) waiting[128], range = {0, count, depth_of(count)};
  for (long size = 0;; range = waiting[--size]) {
    while (range.last - range.first > 16 && range.depth > 0) {
      long cut = NAMED(partition)(entries, range.first, range.last, order);
      range.depth--;
      waiting[size++] = (struct NAMED(range)){cut, range.last, range.depth};
      range.last = cut;
    }
    if (range.last - range.first > 16) {
      NAMED(make_heap)(entries + range.first, range.last - range.first, order);
      NAMED(sort_heap)(entries + range.first, range.last - range.first, order);
    }
    if (size == 0) return;
  }
}

// `std::sort`.
INLINE void NAMED(sort)(ENTRY *entries, long count, int order) {
  if (count < 2) return;
  NAMED(introsort)(entries, count, order);
  NAMED(insertion_sort)(entries, 0, count, order);
}

// As ATen's `topk_impl_loop`: `std::partial_sort` for few, else `std::nth_element` and `std::sort`.
INLINE void NAMED(topk_row)(
    const STORED *row, long width, ENTRY *entries, long count, int order) {
  if (count * 64 <= width) {
    NAMED(partial_sort)(row, width, entries, count, order);
    return;
  }
  for (long i = 0; i < width; i++) entries[i] = (ENTRY){LOADED(row[i]), (NUMBER)i};
  NAMED(nth_element)(entries, width, count - 1, order);
  NAMED(sort)(entries, count - 1, order);
}

INLINE int NAMED(has_nan)(const STORED *row, long count) {
  int has = 0;
  for (long i = 0; i < count; i++) has |= LOADED(row[i]) != LOADED(row[i]);
  return has;
}

static void NAMED(topk_rows)(const struct topk *work, long start, long end) {
  long width = work->width, count = work->count;
  ENTRY *entries = row_memory(sizeof(ENTRY) * (size_t)width);
  for (long row = start; row < end; row++) {
    const STORED *from = (const STORED *)work->from + row * width;
    int has_nan = NAMED(has_nan)(from, width);
    // With the order as a constant, so that the loops are compiled for each.
    if (work->wants_largest && has_nan) {
      NAMED(topk_row)(from, width, entries, count, LARGEST_WITH_NANS);
    } else if (work->wants_largest) {
      NAMED(topk_row)(from, width, entries, count, LARGEST);
    } else if (has_nan) {
      NAMED(topk_row)(from, width, entries, count, SMALLEST_WITH_NANS);
    } else {
      NAMED(topk_row)(from, width, entries, count, SMALLEST);
    }
    for (long i = 0; i < count; i++) {
      work->indices[row * count + i] = (int64_t)entries[i].number;
      ((STORED *)work->values)[row * count + i] = from[entries[i].number];
    }
  }
  free(entries);
}

#undef BEFORE
#undef ENTRY
#undef NAMED
#undef NUMBER
#undef STORED
#undef TYPE
