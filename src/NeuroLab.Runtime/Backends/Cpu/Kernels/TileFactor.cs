namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// How the broadcast factor A of a product lies in memory. Strides let one kernel read W, Wᵀ and δᵀ where they are, with
/// no packing: A[r, k] is at r · RowStride + k / Depth · BlockStride + k % Depth · ColumnStride.
/// </summary>
/// <param name="RowStride">Floats from a row to the next.</param>
/// <param name="ColumnStride">Floats from a step of the reduction to the next.</param>
/// <param name="Depth">Steps of the reduction in one block.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="BlockStride">Floats from a block to the next.</param>
internal readonly record struct TileFactor(nint RowStride, nint ColumnStride, int Depth, int Blocks = 1, nint BlockStride = 0);
