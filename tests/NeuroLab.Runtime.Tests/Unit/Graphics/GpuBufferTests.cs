using NeuroLab.Graphics;

namespace NeuroLab.Runtime.Tests.Unit.Graphics;

public class GpuBufferTests : GlTest
{
    [GlFact]
    public void WhatIsUploadedIsReadBack()
    {
        using var buffer = new GpuBuffer(Gl);
        buffer.Upload<int>([1, 2, 3, 4]);
        buffer.Upload<int>([7, 8], offset: 1);
        var result = new int[4];
        buffer.Read<int>(result);
        Assert.Equal([1, 7, 8, 4], result);
        AssertNoGlError();
    }

    [GlFact]
    public void WritingOrReadingBehindTheEndIsRefused()
    {
        using var buffer = new GpuBuffer(Gl);
        buffer.Upload<int>([1, 2]);
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Upload<int>([3, 4], offset: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Read<int>(new int[3]));
    }
}
