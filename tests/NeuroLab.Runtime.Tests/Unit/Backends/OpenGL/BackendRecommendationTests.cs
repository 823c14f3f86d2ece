using NeuroLab.Backends;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Numerics;
using NeuroLab.Training;

namespace NeuroLab.Runtime.Tests.Unit.Backends.OpenGL;

public class BackendRecommendationTests
{
    private static readonly DeviceLimits Gpu = new("Some GPU", 46, false, 2L << 30, 2L << 30, 16, 48 << 10, 1024);

    [Fact]
    public void A_capable_GPU_trains()
    {
        var choice = Gpu.Recommend();
        Assert.Equal(BackendKind.Gpu, choice.Kind);
        Assert.Equal("training on the GPU: Some GPU, OpenGL 4.6", choice.Reason);
    }

    [Fact]
    public void Without_a_context_the_processor_trains_and_says_why()
    {
        using var backends = BackendRegistry.Open(() => throw new UserErrorException("OpenGL is not available", "install a driver"));
        Assert.Equal((BackendKind.Cpu, "training on the CPU: OpenGL is not available"), Parts(backends.Recommendation));
        backends.Choice = BackendKind.Auto;
        Assert.Equal((BackendKind.Cpu, BackendKind.Auto), (backends.Kind, backends.Choice));
        var error = Assert.Throws<UserErrorException>(() => backends.Choice = BackendKind.Gpu);
        Assert.Equal("OpenGL is not available; choose the CPU backend", error.Message);
        Assert.Equal(BackendKind.Auto, backends.Choice);
    }

    [Fact]
    public void A_software_renderer_leaves_training_to_the_processor() =>
        Assert.Equal(
            (BackendKind.Cpu, "training on the CPU: llvmpipe is a software renderer, the CPU kernels are faster"),
            Parts((Gpu with { Renderer = "llvmpipe", IsSoftware = true }).Recommend()));

    [Fact]
    public void Each_limit_that_is_too_low_is_named()
    {
        Assert.Contains("OpenGL 4.1 has no compute shaders", (Gpu with { Version = 41 }).Recommend().Reason);
        Assert.Contains("8 storage buffers", (Gpu with { StorageBuffers = 8 }).Recommend().Reason);
        Assert.Contains("16 KB of shared memory", (Gpu with { SharedMemoryBytes = 16 << 10 }).Recommend().Reason);
        Assert.Contains("128 invocations", (Gpu with { WorkGroupInvocations = 128 }).Recommend().Reason);
        Assert.Equal(BackendKind.Cpu, (Gpu with { WorkGroupInvocations = 128 }).Recommend().Kind);
    }

    private static (BackendKind, string) Parts(BackendRecommendation choice) => (choice.Kind, choice.Reason);
}
