#include "registers.h"

#if defined(__x86_64__)

#if defined(__APPLE__)
#define SYMBOL(name) "_" #name
#else
#define SYMBOL(name) #name
#endif

// Five registers are saved, which also aligns the stack for the call.
#define CALL_WITH(NAME, REGISTER, BYTES)             \
  __asm__(                                           \
      ".text\n"                                      \
      ".p2align 4\n"                                 \
      ".globl " SYMBOL(NAME) "\n"                    \
      SYMBOL(NAME) ":\n"                             \
      "  pushq %rbx\n"                               \
      "  pushq %r12\n"                               \
      "  pushq %r13\n"                               \
      "  pushq %r14\n"                               \
      "  pushq %r15\n"                               \
      "  movq %rdi, %rbx\n"                          \
      "  movq %rsi, %r12\n"                          \
      "  movq %rdx, %r13\n"                          \
      "  movq %rcx, %r14\n"                          \
      "  movq %r8, %r15\n"                           \
      "  jmp 2f\n"                                   \
      "1:\n"                                         \
      "  vmovups (%r12), %" REGISTER "0\n"           \
      "  vmovups (%r13), %" REGISTER "1\n"           \
      "  callq *%rbx\n"                              \
      "  vmovups %" REGISTER "0, (%r14)\n"           \
      "  addq $" BYTES ", %r12\n"                    \
      "  addq $" BYTES ", %r13\n"                    \
      "  addq $" BYTES ", %r14\n"                    \
      "  decq %r15\n"                                \
      "2:\n"                                         \
      "  testq %r15, %r15\n"                         \
      "  jg 1b\n"                                    \
      "  vzeroupper\n"                               \
      "  popq %r15\n"                                \
      "  popq %r14\n"                                \
      "  popq %r13\n"                                \
      "  popq %r12\n"                                \
      "  popq %rbx\n"                                \
      "  retq\n");

CALL_WITH(call_with_512_bits, "zmm", "64")
CALL_WITH(call_with_256_bits, "ymm", "32")

#endif
