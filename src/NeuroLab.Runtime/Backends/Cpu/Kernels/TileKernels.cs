using System.Runtime.Intrinsics;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>The micro-kernels of one vector width, one function per tile size.</summary>
internal sealed unsafe class TileKernels
{
    private static readonly AlignedBuffer Zeros = new(16);

    private readonly TileFunction[] _oneColumn, _twoColumns; // by number of rows; null if there is no such tile

    private TileKernels(string name, int lanes, int tileRows, TileFunction[] oneColumn, TileFunction[] twoColumns)
    {
        Name = name;
        Lanes = lanes;
        TileRows = tileRows;
        _oneColumn = oneColumn;
        _twoColumns = twoColumns;
    }

    /// <summary>The widest that this CPU supports.</summary>
    public static TileKernels Widest { get; } =
        Vector512.IsHardwareAccelerated ? Of512()
        : Vector256.IsHardwareAccelerated ? Of256()
        : Vector128.IsHardwareAccelerated ? Of128() : OfScalars();

    /// <summary>Display name, for example <c>512-bit vectors</c>.</summary>
    public string Name { get; }

    /// <summary>Floats in a register.</summary>
    public int Lanes { get; }

    /// <summary>Rows of the largest tile; divide work into multiples of it.</summary>
    public int TileRows { get; }

    public static TileKernels Of512() => Create<Simd512, Vector512<float>>("512-bit vectors");

    public static TileKernels Of256() => Create<Simd256, Vector256<float>>("256-bit vectors");

    public static TileKernels Of128() => Create<Simd128, Vector128<float>>("128-bit vectors");

    public static TileKernels OfScalars() => Create<SimdScalar, float>("no vectors");

    /// <summary>
    /// C[m, n] = start[m] + Σₖ A[m, k]·B[k, n] for any number of rows and the first <paramref name="columns"/> of a
    /// panel; if it <paramref name="adds"/>, C[m, n] + Σₖ …. Whole registers are written: C needs columns up to a
    /// multiple of <see cref="Lanes"/>. A null <paramref name="start"/> means zeros.
    /// </summary>
    public void Multiply(
        in TileFactor factor, float* a, int rows, float* b, int columns, float* c, nint cRow, float* start,
        bool adds = false)
    {
        for (var row = 0; row < rows; row += TileRows)
            for (var n = 0; n < columns; n += 2 * Lanes)
                Tile(
                    factor, a + row * factor.RowStride, Math.Min(TileRows, rows - row), b + n, columns - n, c + row * cRow + n,
                    cRow, start == null ? null : start + row, adds);
    }

    /// <summary>The same for the rows of one tile and at most two registers of columns.</summary>
    public void Tile(
        in TileFactor factor, float* a, int rows, float* b, int columns, float* c, nint cRow, float* start, bool adds)
    {
        var functions = columns > Lanes ? _twoColumns : _oneColumn;
        var step = start == null ? 0 : 1;
        start = start == null ? Zeros.Pointer : start;
        while (rows > 0)
        {
            var height = rows;
            while (functions[height].Pointer == null)
                height--;
            functions[height].Pointer(factor, a, b, c, cRow, start, adds);
            rows -= height;
            a += height * factor.RowStride;
            c += height * cRow;
            start += height * step;
        }
    }

    private static TileKernels Create<TSimd, TVector>(string name)
        where TSimd : ISimd<TVector> =>
        new(name, TSimd.Lanes, TSimd.TileRows, Functions<TSimd, TVector, Size1>(), Functions<TSimd, TVector, Size2>());

    private static TileFunction[] Functions<TSimd, TVector, TColumns>()
        where TSimd : ISimd<TVector>
        where TColumns : ITileSize
    {
        var functions = new TileFunction[TSimd.TileRows + 1];
        functions[1].Pointer = &TileKernel<TSimd, TVector, Size1, TColumns>.Multiply;
        functions[2].Pointer = &TileKernel<TSimd, TVector, Size2, TColumns>.Multiply;
        functions[4].Pointer = &TileKernel<TSimd, TVector, Size4, TColumns>.Multiply;
        functions[6].Pointer = &TileKernel<TSimd, TVector, Size6, TColumns>.Multiply;
        if (TSimd.TileRows < 12)
            return functions;
        functions[8].Pointer = &TileKernel<TSimd, TVector, Size8, TColumns>.Multiply;
        functions[12].Pointer = &TileKernel<TSimd, TVector, Size12, TColumns>.Multiply;
        return functions;
    }

    private struct TileFunction
    {
        public delegate*<in TileFactor, float*, float*, float*, nint, float*, bool, void> Pointer;
    }
}
