int c_answer(void);
