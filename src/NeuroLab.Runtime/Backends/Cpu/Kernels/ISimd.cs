namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// The vector operations of a kernel. Kernels are generic over a struct that implements this, so one source compiles to
/// every vector width, with the operations inlined.
/// </summary>
/// <typeparam name="TVector">The register type: a vector, or a float without SIMD.</typeparam>
internal unsafe interface ISimd<TVector>
{
    /// <summary>Floats in a register.</summary>
    static abstract int Lanes { get; }

    /// <summary>Rows of the largest tile that fits in the registers together with its operands.</summary>
    static abstract int TileRows { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* destination);

    /// <summary>Broadcasts a number to every lane.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>a · b + c, fused if the CPU supports it.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);
}
