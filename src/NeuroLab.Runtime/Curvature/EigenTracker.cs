using NeuroLab.Numerics;

namespace NeuroLab.Curvature;

/// <summary>
/// The largest eigenvalues of a symmetric matrix that changes slowly, by its products with vectors that are handed in
/// when they are there: the Ritz vectors of before begin the search in the next matrix, and residuals extend it (block
/// Lanczos, thinned as in Wu and Simon, Thick-Restart Lanczos, 2000). Near the eigenvectors one product each is enough.
/// </summary>
internal sealed class EigenTracker
{
    // Of ‖r‖: what is left of a residual inside the basis is rounding below this.
    private const double Rounding = 1e-5;

    // One beside the wanted: it parts the last of them from the rest.
    private const int Spare = 1;

    private readonly SeededRandom _random = new(1, stream: 5);
    private readonly double[] _projection; // [capacity, capacity]
    private readonly double[] _wide;
    private readonly int _size, _kept;
    private float[][] _vectors, _products, _rotated, _rotatedProducts;
    private int _count, _measured;

    /// <summary>Begins with random vectors.</summary>
    /// <param name="size">Rows of the matrix.</param>
    /// <param name="count">How many eigenvalues; fewer where the matrix is smaller.</param>
    public EigenTracker(int size, int count)
    {
        _size = size;
        Values = new double[Math.Min(size, count)];
        Residuals = new double[Values.Length];
        _kept = Math.Min(size, count + Spare);
        var capacity = Math.Min(size, 4 * _kept);
        (_vectors, _products) = (new float[capacity][], new float[capacity][]);
        (_rotated, _rotatedProducts) = (new float[capacity][], new float[capacity][]);
        _projection = new double[capacity * capacity];
        _wide = new double[size];
        Restart();
    }

    /// <summary>The eigenvalues, the largest first, as of the last <see cref="Solve"/>; NaN before.</summary>
    public double[] Values { get; }

    /// <summary>‖Hv − λv‖ / |λ| of each.</summary>
    public double[] Residuals { get; }

    /// <summary>Vectors whose products are wanted next.</summary>
    public ReadOnlySpan<float[]> Pending => _vectors.AsSpan(_measured, _count - _measured);

    /// <summary>Forgets everything.</summary>
    public void Restart()
    {
        Values.AsSpan().Fill(double.NaN);
        Residuals.AsSpan().Fill(double.NaN);
        _count = _measured = 0;
        Fill();
    }

    /// <summary>The matrix is another now: the best vectors stay, their products do not.</summary>
    public void Renew()
    {
        if (_measured < _count || _count == 0)
            _measured = 0; // in the middle of it: the same vectors again
        else
            Thin(_kept);
        // Combined in single precision: orthonormal but for rounding, which must not grow.
        (var count, _count, _measured) = (_count, 0, 0);
        for (var i = 0; i < count; i++)
        {
            MixedVector.Widen(_vectors[i], _wide);
            TryAppend(_wide);
        }
        Fill();
    }

    /// <summary>Takes the product with the first of <see cref="Pending"/>, [size]; false, and a new start, where it is not finite.</summary>
    public bool Take(ReadOnlySpan<float> product)
    {
        var j = _measured;
        MixedVector.Widen(product, _wide);
        if (!double.IsFinite(MixedVector.SquaredNorm(_wide)))
        {
            Restart();
            return false;
        }
        product.CopyTo(_products[j] ??= new float[_size]);
        for (var i = 0; i <= j; i++)
            _projection[i * _vectors.Length + j] = _projection[j * _vectors.Length + i] = MixedVector.Dot(_vectors[i], _wide);
        _measured++;
        return true;
    }

    /// <summary>
    /// Values and residuals from the products so far, once none is pending; where a residual is above the tolerance, new
    /// vectors are pending then. True where there is nothing more to do.
    /// </summary>
    public bool Solve(double tolerance)
    {
        if (_count + Values.Length > _vectors.Length && _count < _size)
            Thin(Math.Min(2 * _kept, _count));
        var (n, (values, rows)) = (_count, Decompose());
        for (var k = 0; k < Values.Length; k++)
        {
            Values[k] = values[k];
            _wide.AsSpan().Clear();
            for (var i = 0; i < n; i++)
            {
                MixedVector.Add(_products[i], rows[k * n + i], _wide);
                MixedVector.Add(_vectors[i], -values[k] * rows[k * n + i], _wide);
            }
            Residuals[k] = Math.Sqrt(MixedVector.SquaredNorm(_wide)) / Math.Abs(values[k]);
            if (Residuals[k] > tolerance && _count < _vectors.Length)
                TryAppend(_wide);
        }
        return _measured == _count;
    }

    // Rotates the basis to its Ritz vectors, the largest first, and keeps some.
    private void Thin(int kept)
    {
        var (values, rows) = Decompose();
        Rotate(_vectors, _rotated, rows, kept);
        Rotate(_products, _rotatedProducts, rows, kept);
        (_vectors, _rotated) = (_rotated, _vectors);
        (_products, _rotatedProducts) = (_rotatedProducts, _products);
        _projection.AsSpan().Clear();
        for (var i = 0; i < kept; i++)
            _projection[i * _vectors.Length + i] = values[i];
        _count = _measured = kept;
    }

    private (double[] Values, double[] Rows) Decompose()
    {
        var matrix = new double[_count * _count];
        for (var i = 0; i < _count; i++)
            _projection.AsSpan(i * _vectors.Length, _count).CopyTo(matrix.AsSpan(i * _count));
        return SymmetricEigen.Decompose(matrix, _count);
    }

    private void Rotate(float[][] from, float[][] to, double[] rows, int kept)
    {
        for (var k = 0; k < kept; k++)
        {
            _wide.AsSpan().Clear();
            for (var i = 0; i < _count; i++)
                MixedVector.Add(from[i], rows[k * _count + i], _wide);
            Store(_wide, 1, to[k] ??= new float[_size]);
        }
    }

    // Appends the part of a vector outside the basis, where there is one.
    private bool TryAppend(double[] vector)
    {
        var before = Math.Sqrt(MixedVector.SquaredNorm(vector));
        if (!(before > 0))
            return false;
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < _count; i++)
                MixedVector.Add(_vectors[i], -MixedVector.Dot(_vectors[i], vector), vector);
        }
        var after = Math.Sqrt(MixedVector.SquaredNorm(vector));
        if (!(after > Rounding * before))
            return false;
        Store(vector, 1 / after, _vectors[_count] ??= new float[_size]);
        _count++;
        return true;
    }

    // Up to as many vectors as are kept; random ones where there are none.
    private void Fill()
    {
        while (_count < _kept)
        {
            foreach (ref var value in _wide.AsSpan())
                value = _random.NextGaussian();
            TryAppend(_wide);
        }
    }

    private static void Store(double[] from, double factor, float[] to)
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = (float)(factor * from[i]);
    }
}
