using System.Runtime.InteropServices;
using NeuroLab.Demo.App;

namespace NeuroLab.Demo.Tests.App;

public sealed unsafe class NativeHeapTests
{
    [Fact]
    public void What_was_freed_between_blocks_that_stay_is_given_back()
    {
        if (!OperatingSystem.IsLinux())
            return;
        // Blocks too small for pages of their own; every fiftieth stays, so that no end of the heap is free.
        const int Count = 2000, Size = 60_000;
        var blocks = new void*[Count];
        for (var i = 0; i < Count; i++)
        {
            blocks[i] = NativeMemory.Alloc(Size);
            new Span<byte>(blocks[i], Size).Fill(1);
        }
        for (var i = 0; i < Count; i++)
        {
            if (i % 50 != 0)
                NativeMemory.Free(blocks[i]);
        }
        var before = Resident();
        NativeHeap.Trim();
        var freed = before - Resident();
        for (var i = 0; i < Count; i += 50)
            NativeMemory.Free(blocks[i]);
        Assert.True(freed > Count * (long)Size / 2, $"{freed:N0} bytes were given back");
    }

    private static long Resident()
    {
        var pages = File.ReadAllText("/proc/self/statm").Split(' ')[1];
        return long.Parse(pages, System.Globalization.CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }
}
