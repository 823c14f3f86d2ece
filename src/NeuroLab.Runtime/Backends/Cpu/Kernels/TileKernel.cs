using System.Runtime.CompilerServices;

namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// The micro-kernel: one tile of a matrix product, accumulated in registers. Rows of the tile are broadcast, columns
/// are vectors: <typeparamref name="TRows"/> × <typeparamref name="TColumns"/> registers.
/// </summary>
internal static unsafe class TileKernel<TSimd, TVector, TRows, TColumns>
    where TSimd : ISimd<TVector>
    where TRows : ITileSize
    where TColumns : ITileSize
{
    /// <summary>
    /// C[r, n] = start[r] + Σₖ A[r, k]·B[k, n], or, if it adds, C[r, n] + Σₖ …. B has a row stride of
    /// <see cref="PanelMatrix.Width"/> floats.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(in TileFactor factor, float* a, float* b, float* c, nint cRow, float* start, bool adds)
    {
        // Counts are compile-time constants: each instantiation keeps only its own rows and columns.
        TVector l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11, r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11;
        if (adds)
        {
            Resume(c, cRow, 0, out l0, out r0);
            Resume(c, cRow, 1, out l1, out r1);
            Resume(c, cRow, 2, out l2, out r2);
            Resume(c, cRow, 3, out l3, out r3);
            Resume(c, cRow, 4, out l4, out r4);
            Resume(c, cRow, 5, out l5, out r5);
            Resume(c, cRow, 6, out l6, out r6);
            Resume(c, cRow, 7, out l7, out r7);
            Resume(c, cRow, 8, out l8, out r8);
            Resume(c, cRow, 9, out l9, out r9);
            Resume(c, cRow, 10, out l10, out r10);
            Resume(c, cRow, 11, out l11, out r11);
        }
        else
        {
            l0 = r0 = Start(start, 0);
            l1 = r1 = Start(start, 1);
            l2 = r2 = Start(start, 2);
            l3 = r3 = Start(start, 3);
            l4 = r4 = Start(start, 4);
            l5 = r5 = Start(start, 5);
            l6 = r6 = Start(start, 6);
            l7 = r7 = Start(start, 7);
            l8 = r8 = Start(start, 8);
            l9 = r9 = Start(start, 9);
            l10 = r10 = Start(start, 10);
            l11 = r11 = Start(start, 11);
        }

        // Four row pointers and two strides address twelve rows.
        nint aRow = factor.RowStride, twoRows = 2 * aRow, aColumn = factor.ColumnStride;
        var depth = factor.Depth;
        for (var block = factor.Blocks; block > 0; block--)
        {
            float* a0 = a, a3 = a + 3 * aRow, a6 = a + 6 * aRow, a9 = a + 9 * aRow;
            a += factor.BlockStride;
            for (var k = 0; k < depth; k++)
            {
                var left = TSimd.Load(b);
                var right = TColumns.Count > 1 ? TSimd.Load(b + TSimd.Lanes) : left;
                Accumulate(a0[0], left, right, ref l0, ref r0);
                if (TRows.Count > 1) Accumulate(a0[aRow], left, right, ref l1, ref r1);
                if (TRows.Count > 2) Accumulate(a0[twoRows], left, right, ref l2, ref r2);
                if (TRows.Count > 3) Accumulate(a3[0], left, right, ref l3, ref r3);
                if (TRows.Count > 4) Accumulate(a3[aRow], left, right, ref l4, ref r4);
                if (TRows.Count > 5) Accumulate(a3[twoRows], left, right, ref l5, ref r5);
                if (TRows.Count > 6) Accumulate(a6[0], left, right, ref l6, ref r6);
                if (TRows.Count > 7) Accumulate(a6[aRow], left, right, ref l7, ref r7);
                if (TRows.Count > 8) Accumulate(a6[twoRows], left, right, ref l8, ref r8);
                if (TRows.Count > 9) Accumulate(a9[0], left, right, ref l9, ref r9);
                if (TRows.Count > 10) Accumulate(a9[aRow], left, right, ref l10, ref r10);
                if (TRows.Count > 11) Accumulate(a9[twoRows], left, right, ref l11, ref r11);
                a0 += aColumn;
                a3 += aColumn;
                a6 += aColumn;
                a9 += aColumn;
                b += PanelMatrix.Width;
            }
        }

        Store(l0, r0, c);
        if (TRows.Count > 1) Store(l1, r1, c + 1 * cRow);
        if (TRows.Count > 2) Store(l2, r2, c + 2 * cRow);
        if (TRows.Count > 3) Store(l3, r3, c + 3 * cRow);
        if (TRows.Count > 4) Store(l4, r4, c + 4 * cRow);
        if (TRows.Count > 5) Store(l5, r5, c + 5 * cRow);
        if (TRows.Count > 6) Store(l6, r6, c + 6 * cRow);
        if (TRows.Count > 7) Store(l7, r7, c + 7 * cRow);
        if (TRows.Count > 8) Store(l8, r8, c + 8 * cRow);
        if (TRows.Count > 9) Store(l9, r9, c + 9 * cRow);
        if (TRows.Count > 10) Store(l10, r10, c + 10 * cRow);
        if (TRows.Count > 11) Store(l11, r11, c + 11 * cRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Start(float* start, int row) =>
        TSimd.Broadcast(row < TRows.Count ? start[row] : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Resume(float* c, nint cRow, int row, out TVector l, out TVector r)
    {
        c += row < TRows.Count ? row * cRow : 0;
        l = TSimd.Load(c);
        r = TColumns.Count > 1 ? TSimd.Load(c + TSimd.Lanes) : l;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(float a, TVector left, TVector right, ref TVector l, ref TVector r)
    {
        var x = TSimd.Broadcast(a);
        l = TSimd.MultiplyAdd(x, left, l);
        if (TColumns.Count > 1)
            r = TSimd.MultiplyAdd(x, right, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector l, TVector r, float* c)
    {
        TSimd.Store(l, c);
        if (TColumns.Count > 1)
            TSimd.Store(r, c + TSimd.Lanes);
    }
}
