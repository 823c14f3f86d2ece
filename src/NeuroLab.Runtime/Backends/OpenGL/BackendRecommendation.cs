namespace NeuroLab.Backends.OpenGL;

/// <summary>The answer to <c>--backend auto</c>.</summary>
/// <param name="UseGpu">Whether to train in compute shaders.</param>
/// <param name="Reason">Why, in one line.</param>
public readonly record struct BackendRecommendation(bool UseGpu, string Reason)
{
    /// <summary>
    /// The GPU where the context can train and is not a software renderer, the processor otherwise.
    /// <paramref name="limits"/> is null where there is no context.
    /// </summary>
    public static BackendRecommendation Auto(DeviceLimits? limits)
    {
        if (limits is not { } device)
            return new(false, "training on the CPU: there is no OpenGL context");
        if (device.Shortcoming() is { } shortcoming)
            return new(false, $"training on the CPU: {shortcoming}");
        return device.IsSoftware
            ? new(false, $"training on the CPU: {device.Renderer} is a software renderer, the CPU kernels are faster")
            : new(true, $"training on the GPU: {device.Renderer}, OpenGL {device.Version / 10}.{device.Version % 10}");
    }
}
