using NeuroLab.Activations;
using NeuroLab.Backends.Cpu;
using NeuroLab.Backends.OpenGL;
using NeuroLab.Graphics;
using NeuroLab.Landscapes;
using NeuroLab.Losses;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Runtime.Tests.Conformance;
using NeuroLab.Runtime.Tests.Unit.Graphics;
using NeuroLab.Training;
using Silk.NET.OpenGL;

namespace NeuroLab.Runtime.Tests.Unit.Backends.OpenGL;

public class OpenGLBackendTests : GlTest
{
    private static ConformanceCase Small(Activation? activation = null) =>
        new([2, 8, 1], activation ?? new Relu(), new MeanSquaredError(), new Adam(), 40, 16);

    private static readonly KernelSettings AsOnGpu = new(
        null, FetchesTexels: false, 1 << 20, FusedInvocations: 256, UnrolledLimit4: 0, LoopLimit: 32_000);

    private static readonly KernelSettings AsInSoftware = new(
        null, FetchesTexels: true, 1 << 20, FusedInvocations: 0, UnrolledLimit4: 96, LoopLimit: 32_000);

    [GlFact]
    public void Every_tile_gives_the_oracles_gradients_at_every_width()
    {
        foreach (var tile in (ProductTile[])[.. ProductTile.Shared, .. ProductTile.Direct])
        {
            var settings = (tile.IsShared ? AsOnGpu : AsInSoftware) with { Tile = tile, FusedWorkLimit = 0 };
            using var backend = new OpenGLBackend(Device, settings);
            for (var width = 1; width <= 67; width += 3)
                ConformanceAssert.AssertGradient(backend, new ConformanceCase(
                    [width, width + 1, width + 2], new Relu(), new MeanSquaredError(), new Sgd(), 2 * width + 1, 0));
            ConformanceAssert.AssertGradient(backend, new ConformanceCase(
                [140, 150, 260, 3], new Relu(), new SoftmaxCrossEntropy(), new Sgd(), 300, 0));
        }
    }

    [GlFact]
    public void The_fused_kernel_as_GPUs_get_it_takes_the_oracles_steps()
    {
        using var backend = new OpenGLBackend(Device, AsOnGpu);
        foreach (var sizes in (int[][])[[2, 16, 16, 1], [3, 1, 5, 2], [7, 13]])
            foreach (var batch in (int[])[1, 7, 64, 0])
                ConformanceAssert.AssertSteps(
                    backend, new ConformanceCase(sizes, new Tanh(), new MeanSquaredError(), new Adam(), 200, batch), 15);
    }

    [GlFact]
    public void The_kernel_written_out_for_a_network_takes_the_oracles_steps()
    {
        using var backend = new OpenGLBackend(Device, AsInSoftware);
        foreach (var sizes in (int[][])[[2, 16, 16, 1], [3, 1, 5, 2], [7, 13]])
            foreach (var batch in (int[])[1, 7, 64, 0])
                ConformanceAssert.AssertSteps(
                    backend, new ConformanceCase(sizes, new Tanh(), new MeanSquaredError(), new Adam(), 200, batch), 15);
        ConformanceAssert.AssertSteps(
            backend, new ConformanceCase([3, 5, 6], new Gelu(), new SoftmaxCrossEntropy(), new Momentum(), 37, 9), 15);
    }

    [GlFact]
    public void The_kernel_written_out_for_a_network_samples_the_oracles_surface()
    {
        using var backend = new OpenGLBackend(Device, AsInSoftware);
        foreach (var samples in (int[])[5, 131])
            ConformanceAssert.AssertSurface(backend, new ConformanceCase(
                [2, 16, 16, 1], new Tanh(), new MeanSquaredError(), new Sgd(), samples, 0), new SurfaceGrid(11, 1.5));
    }

    [GlFact]
    public void The_fused_kernel_as_GPUs_get_it_takes_the_oracles_steps_with_every_optimizer()
    {
        using var backend = new OpenGLBackend(Device, AsOnGpu);
        foreach (var optimizer in Catalog.Optimizers)
            ConformanceAssert.AssertSteps(
                backend, new ConformanceCase([3, 5, 2], new Silu(), new SoftmaxCrossEntropy(), optimizer, 40, 16), 15);
    }

    [GlFact]
    public void Every_kernel_of_small_networks_steers_steps_as_the_oracle_does()
    {
        foreach (var settings in (KernelSettings[])[AsOnGpu, AsInSoftware])
        {
            using var backend = new OpenGLBackend(Device, settings);
            foreach (var steered in TrainingSessionConformance.Steered(
                new ConformanceCase([2, 5, 1], new Tanh(), new MeanSquaredError(), new Momentum(), 40, 7)))
                ConformanceAssert.AssertSteps(backend, steered, 8);
        }
        // A batch that takes several chunks.
        using var chunked = new OpenGLBackend(Device, AsOnGpu);
        ConformanceAssert.AssertSteps(chunked, TrainingSessionConformance.Steered(
            new ConformanceCase([2, 16, 16, 1], new Tanh(), new MeanSquaredError(), new Momentum(), 333, 0)).Last(), 4);
    }

    [GlFact]
    public void The_fused_kernel_as_GPUs_get_it_samples_the_oracles_surface()
    {
        using var backend = new OpenGLBackend(Device, AsOnGpu);
        // The second set takes more than one chunk.
        foreach (var samples in (int[])[131, 400])
            ConformanceAssert.AssertSurface(backend, new ConformanceCase(
                [2, 16, 16, 1], new Tanh(), new MeanSquaredError(), new Sgd(), samples, 0), new SurfaceGrid(11, 1.5));
    }

    [GlFact]
    public void Every_kernel_adds_skips_and_takes_each_layers_activation_as_the_oracle_does()
    {
        var all = ConformanceDesign.ResidualNetworks().Where(test => test.Network.Shape.ParameterCount < 500).ToArray();
        foreach (var settings in (KernelSettings[])[AsOnGpu, AsInSoftware])
        {
            using var fused = new OpenGLBackend(Device, settings);
            foreach (var test in all)
            {
                ConformanceAssert.AssertSteps(fused, test, 4);
                ConformanceAssert.AssertSurface(fused, test, new SurfaceGrid(5, 0.5));
            }
        }
        using var tiled = new OpenGLBackend(Device, AsOnGpu with { Tile = ProductTile.Shared[0], FusedWorkLimit = 0 });
        foreach (var test in all)
        {
            ConformanceAssert.AssertSteps(tiled, test, 4);
            ConformanceAssert.AssertHessianProduct(tiled, test, DataPart.Train);
        }
    }

    [GlFact]
    public void A_batch_too_large_for_shared_memory_is_taken_in_chunks()
    {
        using var backend = new OpenGLBackend(Device, AsOnGpu);
        ConformanceAssert.AssertSteps(
            backend, new ConformanceCase([2, 16, 16, 1], new Tanh(), new MeanSquaredError(), new Momentum(), 333, 0), 20);
    }

    [GlFact]
    public void What_does_not_fit_at_once_is_taken_in_parts_with_the_same_result()
    {
        // A batch of 150 takes two whole parts and a third that is not.
        using var backend = new OpenGLBackend(Device, AsInSoftware with { FusedWorkLimit = 0, UnrolledLimit4 = 0, MaxRows = 64 });
        var test = new ConformanceCase([3, 7, 2], new Tanh(), new MeanSquaredError(), new Momentum(), 200, 150);
        ConformanceAssert.AssertGradient(backend, test);
        ConformanceAssert.AssertSteps(backend, TrainingSessionConformance.Steered(test).Last(), 2);
        ConformanceAssert.AssertPredictions(backend, test);
        ConformanceAssert.AssertSurface(backend, test, new SurfaceGrid(3, 0.5));
        ConformanceAssert.AssertHessianProduct(backend, test, DataPart.Train);
    }

    [GlFact]
    public void A_set_of_more_rows_than_are_uploaded_at_a_time_arrives_whole()
    {
        using var backend = new OpenGLBackend(Device, AsInSoftware);
        var test = new ConformanceCase([2, 3, 1], new Tanh(), new MeanSquaredError(), new Sgd(), 2 * 4096 + 77, 0);
        ConformanceAssert.AssertGradient(backend, test);
    }

    [GlFact]
    public void What_exceeds_a_storage_buffer_is_refused_in_one_line_naming_the_limit()
    {
        var limits = DeviceLimits.Of(Device) with { StorageBufferBytes = 4096 };
        using var device = new ComputeDevice(Gl, limits, KernelSettings.For(limits));
        var data = new ConformanceCase([2, 8, 1], new Relu(), new MeanSquaredError(), new Adam(), 1000, 16);
        var error = Assert.Throws<UserErrorException>(
            () => new OpenGLTrainingSession(device, data.Network, data.Data, data.Options));
        Assert.StartsWith("the inputs of the training set need", error.Message);
        Assert.Contains("GL_MAX_SHADER_STORAGE_BLOCK_SIZE", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [GlFact]
    public void A_layer_that_a_software_renderer_would_cut_short_is_refused_in_one_line()
    {
        using var backend = new OpenGLBackend(Device, KernelSettings.For(DeviceLimits.Of(Device)) with { LoopLimit = 20 });
        var wide = new ConformanceCase([81, 3, 1], new Relu(), new MeanSquaredError(), new Sgd(), 4, 0);
        var error = Assert.Throws<UserErrorException>(() => wide.Start(backend));
        Assert.Contains("81-3-1 relu: a layer is too wide", error.Message);
        new ConformanceCase([80, 3, 1], new Relu(), new MeanSquaredError(), new Sgd(), 4, 0).Start(backend).Dispose();
    }

    [GlFact]
    public void A_kernel_that_does_not_compile_is_a_failure_of_the_backend()
    {
        using var backend = new OpenGLBackend(Device);
        var error = Assert.Throws<BackendFailureException>(() => Small(new BrokenActivation()).Start(backend));
        Assert.Contains("activation:1", error.Message);
    }

    [GlFact]
    public void The_hosts_program_buffer_and_textures_are_put_back()
    {
        using var backend = new OpenGLBackend(Device, AsInSoftware with { UnrolledLimit4 = 0 });
        using var session = Small().Start(backend);
        using var program = ShaderProgram.Compute(
            Gl, ShaderLibrary.Compose("host", "#version 430\nlayout(local_size_x = 1) in;\nvoid main() { }"));
        using var buffer = new GpuBuffer(Gl);
        program.Use();
        buffer.Reserve(16);
        uint[] units = [(uint)Slot.Parameters, (uint)Slot.Values, (uint)Slot.Sums];
        foreach (var unit in units)
            buffer.BindTexels(unit);
        var texels = Gl.GetInteger(GLEnum.TextureBindingBuffer);
        Gl.ActiveTexture(TextureUnit.Texture3);
        buffer.Bind(BufferTargetARB.ArrayBuffer);
        session.Train(3);
        while (session.PendingSteps > 0)
            session.Pump(TimeSpan.FromMilliseconds(5));
        Assert.Equal(program.Handle, (uint)Gl.GetInteger(GetPName.CurrentProgram));
        Assert.Equal(buffer.Handle, (uint)Gl.GetInteger(GetPName.ArrayBufferBinding));
        Assert.Equal((int)TextureUnit.Texture3, Gl.GetInteger(GetPName.ActiveTexture));
        foreach (var unit in units)
        {
            Gl.ActiveTexture(TextureUnit.Texture0 + (int)unit);
            Assert.NotEqual(0, texels);
            Assert.Equal(texels, Gl.GetInteger(GLEnum.TextureBindingBuffer));
        }
        Gl.ActiveTexture(TextureUnit.Texture0);
    }

    [GlFact]
    public void A_steady_frame_allocates_nothing()
    {
        var test = Small();
        using var backend = new OpenGLBackend(Device);
        using var session = test.Start(backend);
        session.Observation = new Observation(
            true, new Plane(test.Network.Parameters, test.Network.Parameters, (float[])[.. test.Network.Parameters.Reverse()]));
        void Frame()
        {
            session.Train(4);
            // On a busy machine a frame's steps may take longer than the frame.
            while (session.PendingSteps > 0)
                session.Pump(TimeSpan.FromMilliseconds(5));
            session.TryGetStatus(out _);
        }
        for (var frame = 0; frame < 50; frame++)
            Frame();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var frame = 0; frame < 50; frame++)
            Frame();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [GlFact]
    public void When_the_context_is_killed_training_goes_on_from_the_same_weights_on_the_CPU()
    {
        using var context = EglContext.TryCreate(out _)!;
        var test = Small();
        using var backend = new OpenGLBackend(new GraphicsDevice(context.Gl));
        using var cpu = new CpuBackend();
        using var session = new ResilientSession(backend, test.Network, test.Data, test.Options, cpu);
        var messages = new List<string>();
        session.FellBack += (_, message) => messages.Add(message);
        session.Train(30);
        session.Finish();
        var before = session.Capture();

        context.Dispose();
        session.Train(10);
        while (session.PendingSteps > 0)
            session.Pump(TimeSpan.FromMilliseconds(2));
        var after = session.Capture();

        using var expected = test.Start(cpu);
        expected.Restore(before);
        expected.Train(10);
        Assert.Equal(expected.Capture().Parameters, after.Parameters);
        Assert.Equal((40, 40), (after.Step, session.History.Count));
        Assert.Equal(["the OpenGL context was lost: training goes on with CPU from step 30"], messages);
    }

    private sealed class BrokenActivation : VectorActivation<Relu.Formula>
    {
        public override string Name => "broken";

        public override string Description => "does not compile";

        public override string Glsl => "float activate(float z) { return nothing; }";

        public override double Value(double z) => z;

        public override double Slope(double z) => 1;

        public override double Curvature(double z) => 0;
    }
}
