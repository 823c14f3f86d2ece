namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// Memory layout of the broadcast factor A of a product. Strides let one kernel read W, Wᵀ and δᵀ in place, without
/// packing: A[r, k] is at r · RowStride + k / Depth · BlockStride + k % Depth · ColumnStride.
/// </summary>
/// <param name="RowStride">Floats from one row to the next.</param>
/// <param name="ColumnStride">Floats from one step of the reduction to the next.</param>
/// <param name="Depth">Reduction steps per block.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="BlockStride">Floats from one block to the next.</param>
internal readonly record struct TileFactor(nint RowStride, nint ColumnStride, int Depth, int Blocks = 1, nint BlockStride = 0);
