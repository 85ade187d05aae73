#include "answer.h"

int c_answer(void) { return 42; }
