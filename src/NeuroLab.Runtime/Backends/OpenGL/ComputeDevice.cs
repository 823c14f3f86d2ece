using NeuroLab.Activations;
using NeuroLab.Graphics;
using NeuroLab.Losses;
using NeuroLab.Numerics;
using NeuroLab.Optimizers;
using NeuroLab.Training;
using Silk.NET.OpenGL;

namespace NeuroLab.Backends.OpenGL;

/// <summary>Buffers, kernels and dispatches of one context, with checks of limits and errors.</summary>
internal sealed class ComputeDevice(GL gl, DeviceLimits limits, KernelSettings settings) : IDisposable
{
    private readonly Dictionary<(string Path, string Defines, string Formulas), ShaderProgram> _programs = [];

    public GL Gl => gl;

    public DeviceLimits Limits => limits;

    public KernelSettings Settings => settings;

    /// <summary>Whether a <see cref="HostBindings"/> currently holds the host's state.</summary>
    public bool HoldsHostBindings { get; set; }

    /// <summary>A compute shader with the formulas inserted; compiled once per device.</summary>
    public ShaderProgram Program(
        string name, string defines = "", Activation? activation = null, Loss? loss = null, Optimizer? optimizer = null,
        string network = "")
    {
        var key = (name, defines + network, $"{activation?.Name} {loss?.Name} {optimizer?.Name}");
        if (_programs.TryGetValue(key, out var program))
            return program;
        // Includes are resolved even in code that the preprocessor will skip.
        var injected = new Dictionary<string, string>
        {
            ["activation"] = activation?.Glsl ?? "",
            ["loss"] = loss?.Glsl ?? "",
            ["optimizer"] = optimizer?.Glsl ?? "",
            ["step_constants"] = StepData.Glsl,
            ["network"] = network,
        };
        if (loss is not null)
            defines += $"\n#define DECISION_THRESHOLD {loss.DecisionThreshold:0.0###}"
                + (loss.NeedsSoftmax ? "\n#define NEEDS_SOFTMAX" : "");
        if (optimizer is not null)
            defines += $"\n#define STATE_SLOTS {optimizer.StateSlots}";
        program = ShaderProgram.Compute(gl, ShaderLibrary.Load($"compute/{name}.comp", defines.Trim(), injected));
        _programs[key] = program;
        return program;
    }

    /// <summary>Allocates a buffer.</summary>
    /// <param name="bytes">Its size.</param>
    /// <param name="what">Its content for the error message, in the plural.</param>
    /// <exception cref="UserErrorException">It exceeds the maximum size of a storage buffer.</exception>
    public GpuBuffer Allocate(long bytes, string what)
    {
        CheckSize(bytes, what);
        var buffer = new GpuBuffer(gl, BufferUsageARB.DynamicCopy);
        buffer.Reserve(Math.Max(bytes, 16));
        if (gl.GetError() == GLEnum.OutOfMemory)
            throw new BackendFailureException($"the GPU is out of memory: the {what} need {Megabytes(bytes)}");
        return buffer;
    }

    /// <summary>Grows a buffer; its content is lost.</summary>
    public void Reserve(GpuBuffer buffer, long bytes, string what)
    {
        if (bytes <= buffer.Capacity)
            return;
        CheckSize(bytes, what);
        buffer.Reserve(bytes);
        if (gl.GetError() == GLEnum.OutOfMemory)
            throw new BackendFailureException($"the GPU is out of memory: the {what} need {Megabytes(bytes)}");
    }

    public void Bind(Slot slot, GpuBuffer buffer) => buffer.BindStorage((uint)slot);

    /// <summary>Binds a buffer for <c>operands.glsl</c>.</summary>
    public void BindOperand(Slot slot, GpuBuffer buffer)
    {
        if (settings.FetchesTexels)
            buffer.BindTexels((uint)slot);
        else
            Bind(slot, buffer);
    }

    /// <summary>Runs a kernel; its writes are visible to the next.</summary>
    public void Dispatch(ShaderProgram program, int groupsX, int groupsY = 1, int groupsZ = 1)
    {
        DispatchConcurrently(program, groupsX, groupsY, groupsZ);
        FlushStorage();
    }

    /// <summary>Makes the writes of kernels visible to the next.</summary>
    public void FlushStorage() =>
        gl.MemoryBarrier(MemoryBarrierMask.ShaderStorageBarrierBit | MemoryBarrierMask.TextureFetchBarrierBit);

    /// <summary>
    /// Runs a kernel concurrently with the next one, which must neither access what this one writes nor write what it
    /// reads.
    /// </summary>
    public void DispatchConcurrently(ShaderProgram program, int groupsX, int groupsY = 1, int groupsZ = 1)
    {
        program.Use();
        gl.DispatchCompute((uint)groupsX, (uint)groupsY, (uint)groupsZ);
    }

    /// <summary>Fills a buffer with zeros.</summary>
    public unsafe void Clear(GpuBuffer buffer)
    {
        // Without a value it clears to zeros; with one, drivers read it through the host's pixel store.
        buffer.Bind(BufferTargetARB.ArrayBuffer);
        gl.ClearBufferData(GLEnum.ArrayBuffer, SizedInternalFormat.R32f, PixelFormat.Red, PixelType.Float, null);
        gl.MemoryBarrier(MemoryBarrierMask.ShaderStorageBarrierBit);
    }

    /// <summary>Copies between two buffers on the GPU.</summary>
    public void Copy(GpuBuffer from, long fromByte, GpuBuffer to, long toByte, long bytes)
    {
        from.Bind(BufferTargetARB.CopyReadBuffer);
        to.Bind(BufferTargetARB.CopyWriteBuffer);
        gl.CopyBufferSubData(
            CopyBufferSubDataTarget.CopyReadBuffer, CopyBufferSubDataTarget.CopyWriteBuffer,
            (nint)fromByte, (nint)toByte, (nuint)bytes);
    }

    /// <summary>Makes the writes of kernels visible to copies and reads.</summary>
    public void FlushWrites() => gl.MemoryBarrier(MemoryBarrierMask.BufferUpdateBarrierBit);

    /// <summary>Discards errors that the host left.</summary>
    public void DropForeignErrors()
    {
        // A lost context reports its loss forever.
        for (var i = 0; i < 8 && gl.GetError() != GLEnum.NoError; i++)
        {
        }
    }

    /// <exception cref="BackendFailureException">GL has reported an error since the last call.</exception>
    public void ThrowOnError()
    {
        var error = gl.GetError();
        if (error == GLEnum.NoError)
            return;
        throw new BackendFailureException(error switch
        {
            GLEnum.OutOfMemory => "the GPU is out of memory",
            GLEnum.ContextLost => "the OpenGL context was lost",
            _ => $"OpenGL reports {error}",
        });
    }

    /// <exception cref="BackendFailureException">GL has reported an error, or the context no longer
    /// responds.</exception>
    public void Verify()
    {
        ThrowOnError();
        var fence = gl.FenceSync(SyncCondition.SyncGpuCommandsComplete, SyncBehaviorFlags.None);
        if (fence == 0)
            throw new BackendFailureException("the OpenGL context was lost");
        gl.DeleteSync(fence);
    }

    public void Dispose()
    {
        foreach (var program in _programs.Values)
            program.Dispose();
        _programs.Clear();
    }

    private void CheckSize(long bytes, string what)
    {
        if (bytes > limits.StorageBufferBytes)
            throw new UserErrorException(
                $"the {what} need {Megabytes(bytes)}, and a storage buffer of this GPU holds "
                + $"{Megabytes(limits.StorageBufferBytes)} (GL_MAX_SHADER_STORAGE_BLOCK_SIZE): "
                + "choose smaller layers, fewer samples or the CPU backend");
    }

    private static string Megabytes(long bytes) => $"{bytes / (1024.0 * 1024):0.#} MB";
}
