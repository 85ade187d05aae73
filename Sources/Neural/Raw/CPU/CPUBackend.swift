/// The backend of the CPU: kernels of `CVectorMath`, and OpenBLAS for products that it is faster in.
struct CPUBackend: Backend {}
