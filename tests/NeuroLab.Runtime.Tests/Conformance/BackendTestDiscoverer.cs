using Xunit.Abstractions;
using Xunit.Sdk;

namespace NeuroLab.Runtime.Tests.Conformance;

/// <summary>Makes test cases as xunit does, or a skipped one where the class's backend is missing.</summary>
public sealed class BackendTestDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(
        ITestFrameworkDiscoveryOptions options, ITestMethod testMethod, IAttributeInfo attribute)
    {
        if (Missing(testMethod) is { } reason)
            return
            [
                new XunitSkippedDataRowTestCase(
                    messages, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), testMethod, reason),
            ];
        IXunitTestCaseDiscoverer discoverer = testMethod.Method.GetCustomAttributes(typeof(TheoryAttribute)).Any()
            ? new TheoryDiscoverer(messages)
            : new FactDiscoverer(messages);
        return discoverer.Discover(options, testMethod, attribute);
    }

    private static string? Missing(ITestMethod testMethod)
    {
        if (Environment.GetEnvironmentVariable("CI") is not null)
            return null;
        var host = testMethod.TestClass.Class.GetCustomAttributes(typeof(RunsOnAttribute)).Single()
            .GetConstructorArguments().Cast<Type>().Single();
        return ((BackendHost)Activator.CreateInstance(host)!).Missing;
    }
}
