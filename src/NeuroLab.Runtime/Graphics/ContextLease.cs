namespace NeuroLab.Graphics;

/// <summary>A GL context for some work, held until disposed. Use it on the context's thread.</summary>
/// <param name="Device">The context.</param>
/// <param name="Owned">Disposed with the lease if the context was created for it; null for a host's context.</param>
internal sealed record ContextLease(GraphicsDevice Device, IDisposable? Owned = null) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Owned?.Dispose();
}
