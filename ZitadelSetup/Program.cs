Console.Error.WriteLine("The command line of ZitadelSetup is not there yet.");
return 1;
