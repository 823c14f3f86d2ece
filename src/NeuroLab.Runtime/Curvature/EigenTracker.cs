using NeuroLab.Numerics;

namespace NeuroLab.Curvature;

/// <summary>
/// The largest eigenvalues of a symmetric matrix that changes slowly, from products with vectors that are passed in as
/// they become available: the search in a new matrix starts with the previous Ritz vectors, and residuals extend it
/// (block Lanczos, restarted as in Wu and Simon, Thick-Restart Lanczos, 2000). Near the eigenvectors one product each
/// is enough.
/// </summary>
internal sealed class EigenTracker
{
    // Relative to ‖r‖: a residual's remainder inside the basis is rounding error below this.
    private const double Rounding = 1e-5;

    // One vector more than wanted separates the last of them from the rest.
    private const int Spare = 1;

    private readonly SeededRandom _random = new(1, stream: 5);
    private readonly double[] _projection; // [capacity, capacity]
    private readonly double[] _wide;
    private readonly int _size, _kept;
    private float[][] _vectors, _products, _rotated, _rotatedProducts;
    private int _count, _measured;

    /// <summary>Starts with random vectors.</summary>
    /// <param name="size">Rows of the matrix.</param>
    /// <param name="count">Number of eigenvalues; fewer if the matrix is smaller.</param>
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

    /// <summary>The eigenvalues, largest first, as of the last <see cref="Solve"/>; NaN before.</summary>
    public double[] Values { get; }

    /// <summary>‖Hv − λv‖ / |λ| of each.</summary>
    public double[] Residuals { get; }

    /// <summary>Vectors whose products are needed next.</summary>
    public ReadOnlySpan<float[]> Pending => _vectors.AsSpan(_measured, _count - _measured);

    /// <summary>Restarts from scratch.</summary>
    public void Restart()
    {
        Values.AsSpan().Fill(double.NaN);
        Residuals.AsSpan().Fill(double.NaN);
        _count = _measured = 0;
        Fill();
    }

    /// <summary>The matrix has changed: keeps the best vectors, discards their products.</summary>
    public void Renew()
    {
        if (_measured < _count || _count == 0)
            _measured = 0; // in mid-search: the same vectors again
        else
            Thin(_kept);
        // Combined in single precision: orthonormal up to rounding, which must not accumulate.
        (var count, _count, _measured) = (_count, 0, 0);
        for (var i = 0; i < count; i++)
        {
            MixedVector.Widen(_vectors[i], _wide);
            TryAppend(_wide);
        }
        Fill();
    }

    /// <summary>
    /// Adds the product with the first of <see cref="Pending"/>, [size]; restarts and returns false if it is not
    /// finite.
    /// </summary>
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
    /// Values and residuals from the products so far, once none is pending; if a residual exceeds the tolerance, new
    /// vectors become pending. True if all have converged.
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

    // Rotates the basis to its Ritz vectors, largest first, and keeps some of them.
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

    // Appends the component of a vector outside the basis, if there is one.
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

    // Fills up to the number of vectors kept; with random ones if necessary.
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
