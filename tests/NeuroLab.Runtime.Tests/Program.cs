using System.Runtime.Intrinsics;
using NeuroLab.Backends.Cpu.Kernels;
using NeuroLab.Runtime.Tests.Unit.Backends;
using NeuroLab.Runtime.Tests.Unit.Numerics;

// Started by VectorPathTests with some of the processor's vector instructions switched off.
VectorMathChecks.All();
DenseProductChecks.AllSizes(TileKernels.Widest);
DenseProductChecks.LongColumns(TileKernels.Widest);
Console.WriteLine($"{TileKernels.Widest.Lanes} lanes, 512: {Vector512.IsHardwareAccelerated}");
