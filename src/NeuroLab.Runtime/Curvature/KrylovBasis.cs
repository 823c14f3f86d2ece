using NeuroLab.Numerics;

namespace NeuroLab.Curvature;

/// <summary>
/// Orthonormal vectors v₁ … v_j and the projection T = Vᵀ·H·V of a matrix on them, extended by one product at a time.
/// Each new vector is orthogonalized against all previous ones, twice (Lanczos with full reorthogonalization); T stores
/// all products with them, so that a basis can be reduced to its Ritz vectors and extended again (Wu and Simon,
/// Thick-Restart Lanczos, 2000).
/// </summary>
internal sealed class KrylovBasis
{
    // Relative to ‖H·v‖: a remainder below this is rounding error of single-precision products.
    private const double Rounding = 1e-6;

    private readonly ISymmetricOperator _matrix;
    private readonly SeededRandom _random;
    private readonly List<float[]> _vectors = [];
    private readonly double[] _projection; // T, [capacity, capacity]
    private readonly double[] _rest;
    private readonly float[] _product;
    private readonly int _capacity;
    private float[] _next;
    private double _maxNorm;

    /// <param name="matrix">H.</param>
    /// <param name="capacity">Maximum number of vectors.</param>
    /// <param name="random">Generates the first vector, and further ones if the space is exhausted.</param>
    /// <param name="start">The direction of the first vector; empty for a random one.</param>
    public KrylovBasis(ISymmetricOperator matrix, int capacity, SeededRandom random, ReadOnlySpan<float> start = default)
    {
        _matrix = matrix;
        _capacity = Math.Min(capacity, matrix.Size);
        _random = random;
        _projection = new double[_capacity * _capacity];
        _rest = new double[matrix.Size];
        _product = new float[matrix.Size];
        MixedVector.Widen(start, _rest.AsSpan(0, start.Length));
        var norm = Math.Sqrt(MixedVector.SquaredNorm(_rest));
        _next = norm > 0 && double.IsFinite(norm) ? MixedVector.Narrow(_rest, 1 / norm) : Draw();
    }

    /// <summary>Number of vectors.</summary>
    public int Count => _vectors.Count;

    /// <summary>Whether the capacity is reached.</summary>
    public bool IsFull => Count == _capacity;

    /// <summary>
    /// ‖H·v_j − Σ…‖: the component of the last product outside the space, 0 once it is the whole space.
    /// </summary>
    public double Coupling { get; private set; }

    /// <summary>Computes the product with the next vector.</summary>
    /// <exception cref="ArithmeticException">The product is not finite.</exception>
    public void Grow()
    {
        var j = Count;
        _vectors.Add(_next);
        _matrix.Multiply(_next, _product);
        MixedVector.Widen(_product, _rest);
        var norm = Math.Sqrt(MixedVector.SquaredNorm(_rest));
        if (!double.IsFinite(norm))
            throw new ArithmeticException("a product with the Hessian is not finite");
        _maxNorm = Math.Max(_maxNorm, norm);
        for (var pass = 0; pass < 2; pass++)
            for (var i = 0; i <= j; i++)
            {
                var along = MixedVector.Dot(_vectors[i], _rest);
                MixedVector.Add(_vectors[i], -along, _rest);
                _projection[i * _capacity + j] += along;
                if (i < j)
                    _projection[j * _capacity + i] += along;
            }
        Coupling = Count == _matrix.Size ? 0 : Math.Sqrt(MixedVector.SquaredNorm(_rest));
        if (Count < _matrix.Size)
            _next = Coupling > Rounding * _maxNorm ? MixedVector.Narrow(_rest, 1 / Coupling) : Draw();
    }

    /// <summary>T's eigenvalues, largest first, and eigenvectors as rows, [Count, Count].</summary>
    public (double[] Values, double[] Vectors) Decompose()
    {
        var matrix = new double[Count * Count];
        for (var i = 0; i < Count; i++)
            _projection.AsSpan(i * _capacity, Count).CopyTo(matrix.AsSpan(i * Count));
        return SymmetricEigen.Decompose(matrix, Count);
    }

    /// <summary>Σ weights[i]·vᵢ.</summary>
    public float[] Combine(ReadOnlySpan<double> weights)
    {
        var sum = new double[_matrix.Size];
        for (var i = 0; i < weights.Length; i++)
            MixedVector.Add(_vectors[i], weights[i], sum);
        return MixedVector.Narrow(sum, 1 / Math.Sqrt(MixedVector.SquaredNorm(sum)));
    }

    /// <summary>Keeps the Ritz vectors of some eigenpairs of <see cref="Decompose"/> and discards the rest.</summary>
    public void Thin(double[] values, double[] vectors, IReadOnlyList<int> kept)
    {
        var (count, combined) = (Count, new List<float[]>());
        foreach (var index in kept)
            combined.Add(Combine(vectors.AsSpan(index * count, count)));
        _vectors.Clear();
        _vectors.AddRange(combined);
        _projection.AsSpan().Clear();
        for (var i = 0; i < kept.Count; i++)
            _projection[i * _capacity + i] = values[kept[i]];
    }

    // A random unit vector orthogonal to all vectors so far.
    private float[] Draw()
    {
        foreach (ref var value in _rest.AsSpan())
            value = _random.NextGaussian();
        for (var pass = 0; pass < 2; pass++)
            foreach (var vector in _vectors)
                MixedVector.Add(vector, -MixedVector.Dot(vector, _rest), _rest);
        return MixedVector.Narrow(_rest, 1 / Math.Sqrt(MixedVector.SquaredNorm(_rest)));
    }
}
