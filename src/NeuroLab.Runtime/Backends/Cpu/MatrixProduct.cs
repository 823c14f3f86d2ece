using System.Runtime.Intrinsics;

namespace NeuroLab.Backends.Cpu;

/// <summary>The one dense product that forward and backward passes are made of.</summary>
internal static unsafe class MatrixProduct
{
    /// <summary>Columns are padded to a multiple of this, so that no loop has a tail.</summary>
    public const int Lanes = 16;

    /// <summary>The padded length of a row.</summary>
    public static int Pad(int columns) => (columns + Lanes - 1) / Lanes * Lanes;

    /// <summary>
    /// C[m, n] = Σₖ A[m, k]·B[k, n] + start[n], with n = <paramref name="columns"/> a multiple of <see cref="Lanes"/>.
    /// A may be transposed by its strides; B and C have unit column stride. Null <paramref name="start"/> counts as 0.
    /// </summary>
    public static void Multiply(
        float* a, int aRow, int aColumn, float* b, int bRow, float* c, int cRow,
        int rows, int columns, int depth, float* start)
    {
        var n = 0;
        for (; n + 2 * Lanes <= columns; n += 2 * Lanes)
        {
            var m = 0;
            for (; m + 4 <= rows; m += 4)
                Block4x32(a + m * aRow, aRow, aColumn, b + n, bRow, c + m * cRow + n, cRow, depth, start == null ? null : start + n);
            for (; m < rows; m++)
            {
                Block1x16(a + m * aRow, aColumn, b + n, bRow, c + m * cRow + n, depth, start == null ? null : start + n);
                Block1x16(a + m * aRow, aColumn, b + n + Lanes, bRow, c + m * cRow + n + Lanes, depth, start == null ? null : start + n + Lanes);
            }
        }
        if (n < columns)
        {
            var m = 0;
            for (; m + 4 <= rows; m += 4)
                Block4x16(a + m * aRow, aRow, aColumn, b + n, bRow, c + m * cRow + n, cRow, depth, start == null ? null : start + n);
            for (; m < rows; m++)
                Block1x16(a + m * aRow, aColumn, b + n, bRow, c + m * cRow + n, depth, start == null ? null : start + n);
        }
    }

    private static void Block4x32(
        float* a, int aRow, int aColumn, float* b, int bRow, float* c, int cRow, int depth, float* start)
    {
        var left = start == null ? Vector512<float>.Zero : Vector512.Load(start);
        var right = start == null ? Vector512<float>.Zero : Vector512.Load(start + Lanes);
        Vector512<float> c00 = left, c01 = right, c10 = left, c11 = right;
        Vector512<float> c20 = left, c21 = right, c30 = left, c31 = right;
        for (var k = 0; k < depth; k++)
        {
            var b0 = Vector512.Load(b + k * bRow);
            var b1 = Vector512.Load(b + k * bRow + Lanes);
            var ak = a + k * aColumn;
            var a0 = Vector512.Create(ak[0]);
            c00 = Vector512.FusedMultiplyAdd(a0, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(a0, b1, c01);
            var a1 = Vector512.Create(ak[aRow]);
            c10 = Vector512.FusedMultiplyAdd(a1, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(a1, b1, c11);
            var a2 = Vector512.Create(ak[2 * aRow]);
            c20 = Vector512.FusedMultiplyAdd(a2, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(a2, b1, c21);
            var a3 = Vector512.Create(ak[3 * aRow]);
            c30 = Vector512.FusedMultiplyAdd(a3, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(a3, b1, c31);
        }
        c00.Store(c);
        c01.Store(c + Lanes);
        c10.Store(c + cRow);
        c11.Store(c + cRow + Lanes);
        c20.Store(c + 2 * cRow);
        c21.Store(c + 2 * cRow + Lanes);
        c30.Store(c + 3 * cRow);
        c31.Store(c + 3 * cRow + Lanes);
    }

    private static void Block4x16(
        float* a, int aRow, int aColumn, float* b, int bRow, float* c, int cRow, int depth, float* start)
    {
        var first = start == null ? Vector512<float>.Zero : Vector512.Load(start);
        Vector512<float> c0 = first, c1 = first, c2 = first, c3 = first;
        for (var k = 0; k < depth; k++)
        {
            var bk = Vector512.Load(b + k * bRow);
            var ak = a + k * aColumn;
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(ak[0]), bk, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(ak[aRow]), bk, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(ak[2 * aRow]), bk, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(ak[3 * aRow]), bk, c3);
        }
        c0.Store(c);
        c1.Store(c + cRow);
        c2.Store(c + 2 * cRow);
        c3.Store(c + 3 * cRow);
    }

    private static void Block1x16(float* a, int aColumn, float* b, int bRow, float* c, int depth, float* start)
    {
        var sum = start == null ? Vector512<float>.Zero : Vector512.Load(start);
        for (var k = 0; k < depth; k++)
            sum = Vector512.FusedMultiplyAdd(Vector512.Create(a[k * aColumn]), Vector512.Load(b + k * bRow), sum);
        sum.Store(c);
    }
}
