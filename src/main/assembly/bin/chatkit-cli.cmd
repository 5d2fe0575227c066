@echo off
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" %CHATKIT_CLI_OPTS% -cp "%~dp0..\lib\*" ee.chatkit.cli.ChatKitCommand %*
exit /b %errorlevel%
