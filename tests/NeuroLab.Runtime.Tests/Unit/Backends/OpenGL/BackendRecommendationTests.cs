using NeuroLab.Backends.OpenGL;

namespace NeuroLab.Runtime.Tests.Unit.Backends.OpenGL;

public class BackendRecommendationTests
{
    private static readonly DeviceLimits Gpu = new("Some GPU", 46, false, 2L << 30, 2L << 30, 16, 48 << 10, 1024);

    [Fact]
    public void A_capable_GPU_trains()
    {
        var choice = BackendRecommendation.Auto(Gpu);
        Assert.True(choice.UseGpu);
        Assert.Equal("training on the GPU: Some GPU, OpenGL 4.6", choice.Reason);
    }

    [Fact]
    public void Without_a_context_the_processor_trains() =>
        Assert.Equal((false, "training on the CPU: there is no OpenGL context"), Parts(BackendRecommendation.Auto(null)));

    [Fact]
    public void A_software_renderer_leaves_training_to_the_processor() =>
        Assert.Equal(
            (false, "training on the CPU: llvmpipe is a software renderer, the CPU kernels are faster"),
            Parts(BackendRecommendation.Auto(Gpu with { Renderer = "llvmpipe", IsSoftware = true })));

    [Fact]
    public void Each_limit_that_is_too_low_is_named()
    {
        Assert.Contains("OpenGL 4.1 has no compute shaders", BackendRecommendation.Auto(Gpu with { Version = 41 }).Reason);
        Assert.Contains("8 storage buffers", BackendRecommendation.Auto(Gpu with { StorageBuffers = 8 }).Reason);
        Assert.Contains("16 KB of shared memory", BackendRecommendation.Auto(Gpu with { SharedMemoryBytes = 16 << 10 }).Reason);
        Assert.Contains("128 invocations", BackendRecommendation.Auto(Gpu with { WorkGroupInvocations = 128 }).Reason);
        Assert.False(BackendRecommendation.Auto(Gpu with { WorkGroupInvocations = 128 }).UseGpu);
    }

    private static (bool, string) Parts(BackendRecommendation choice) => (choice.UseGpu, choice.Reason);
}
