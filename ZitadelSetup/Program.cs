using ZitadelSetup.CommandLine;

return await SetupCommand.Create(Console.Out, Console.Error).Parse(args).InvokeAsync();
