using NeuroLab.Graphics;
using Silk.NET.OpenGL;

namespace NeuroLab.Runtime.Tests.Unit.Graphics;

/// <summary>Base of tests that draw: one context per test, current on the test's thread.</summary>
public abstract class GlTest : IDisposable
{
    private readonly Lazy<EglContext> _context = new(() =>
        EglContext.TryCreate(out var reason) ?? throw new InvalidOperationException($"no OpenGL: {reason}"));

    private GraphicsDevice? _device;

    protected GraphicsDevice Device => _device ??= new GraphicsDevice(_context.Value.Gl);

    protected GL Gl => Device.Gl;

    public void Dispose()
    {
        if (_context.IsValueCreated) _context.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>After another context was current on this thread.</summary>
    protected void MakeCurrent() => _context.Value.MakeCurrent();

    protected void AssertNoGlError() => Assert.Equal(GLEnum.NoError, Gl.GetError());
}
