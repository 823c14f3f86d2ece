namespace NeuroLab.Graphics;

/// <summary>A context to work in, for as long as it is needed. Thread of the context.</summary>
/// <param name="Device">The context.</param>
/// <param name="Owned">Closed with the lease, where the context was made for it alone; null for a host's.</param>
internal sealed record ContextLease(GraphicsDevice Device, IDisposable? Owned = null) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Owned?.Dispose();
}
