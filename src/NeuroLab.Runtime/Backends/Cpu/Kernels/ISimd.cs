namespace NeuroLab.Backends.Cpu.Kernels;

/// <summary>
/// The vector operations a kernel is made of. Kernels are generic over a struct that implements this, so one source
/// compiles to every vector width, with the operations inlined.
/// </summary>
/// <typeparam name="TVector">The register: a vector, or a plain float where there are none.</typeparam>
internal unsafe interface ISimd<TVector>
{
    /// <summary>Floats in a register.</summary>
    static abstract int Lanes { get; }

    /// <summary>Rows of the largest tile that the registers hold beside its operands.</summary>
    static abstract int TileRows { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* destination);

    /// <summary>The same number in every lane.</summary>
    static abstract TVector Broadcast(float value);

    /// <summary>a · b + c, fused where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);
}
