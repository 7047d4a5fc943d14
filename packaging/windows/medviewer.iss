; The Windows installer, for Inno Setup 6.3 or later. On Windows, after `make bundle`: make setup
; It asks whether to install for this person or for everybody. In silence, VERSION being its own:
;   MedViewer-VERSION-setup.exe /VERYSILENT /SUPPRESSMSGBOXES /NORESTART /CURRENTUSER  (or /ALLUSERS)
; The uninstaller keeps stores and settings; to take those of the person who runs it too:
;   unins000.exe /VERYSILENT /SUPPRESSMSGBOXES /REMOVEDATA

#ifndef AppVersion
  #error Give the version with /DAppVersion=..., as make setup does.
#endif
#define Bundle "..\..\dist\MedViewer"

[Setup]
AppId={{7C1F3C0B-5B0C-4F53-9C5B-4E0E6B6E7A51}
AppName=MedViewer
AppVersion={#AppVersion}
AppPublisher=MedViewer
DefaultDirName={autopf}\MedViewer
DefaultGroupName=MedViewer
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog commandline
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile={#Bundle}\LICENSE.txt
SetupIconFile=..\..\resources\icons\app.ico
UninstallDisplayIcon={app}\medviewer.exe
OutputDir=..\..\dist
OutputBaseFilename=MedViewer-{#AppVersion}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
ChangesAssociations=yes
CloseApplications=yes

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "associate"; Description: "Open DICOM, NIfTI, NRRD and MetaImage files with MedViewer"

[InstallDelete]
; An upgrade leaves no file of the older version behind.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "{#Bundle}\*"; DestDir: "{app}"; Flags: recursesubdirs createallsubdirs ignoreversion

[Icons]
Name: "{group}\MedViewer"; Filename: "{app}\medviewer.exe"
Name: "{autodesktop}\MedViewer"; Filename: "{app}\medviewer.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\MedViewer.Scan"; ValueType: string; ValueData: "Medical scan"; Flags: uninsdeletekey; Tasks: associate
Root: HKA; Subkey: "Software\Classes\MedViewer.Scan\DefaultIcon"; ValueType: string; ValueData: "{app}\medviewer.exe,0"; Tasks: associate
Root: HKA; Subkey: "Software\Classes\MedViewer.Scan\shell\open\command"; ValueType: string; ValueData: """{app}\medviewer.exe"" ""%1"""; Tasks: associate
Root: HKA; Subkey: "Software\Classes\.dcm\OpenWithProgids"; ValueType: string; ValueName: "MedViewer.Scan"; Flags: uninsdeletevalue; Tasks: associate
Root: HKA; Subkey: "Software\Classes\.dicom\OpenWithProgids"; ValueType: string; ValueName: "MedViewer.Scan"; Flags: uninsdeletevalue; Tasks: associate
Root: HKA; Subkey: "Software\Classes\.nii\OpenWithProgids"; ValueType: string; ValueName: "MedViewer.Scan"; Flags: uninsdeletevalue; Tasks: associate
Root: HKA; Subkey: "Software\Classes\.nrrd\OpenWithProgids"; ValueType: string; ValueName: "MedViewer.Scan"; Flags: uninsdeletevalue; Tasks: associate
Root: HKA; Subkey: "Software\Classes\.mha\OpenWithProgids"; ValueType: string; ValueName: "MedViewer.Scan"; Flags: uninsdeletevalue; Tasks: associate
Root: HKA; Subkey: "Software\Classes\.mhd\OpenWithProgids"; ValueType: string; ValueName: "MedViewer.Scan"; Flags: uninsdeletevalue; Tasks: associate

[Run]
Filename: "{app}\medviewer.exe"; Description: "{cm:LaunchProgram,MedViewer}"; Flags: nowait postinstall skipifsilent

[UninstallDelete]
; Only the program: what it made for people is kept, unless the code below is told otherwise.
Type: filesandordirs; Name: "{app}\_internal"

[Code]
function Told(const Name: String): Boolean;
var
  I: Integer;
begin
  Result := False;
  for I := 1 to ParamCount do
    if CompareText(ParamStr(I), Name) = 0 then
      Result := True;
end;

procedure CurUninstallStepChanged(Step: TUninstallStep);
var
  Data: String;
begin
  if Step <> usPostUninstall then
    Exit;
  Data := ExpandConstant('{localappdata}\MedViewer');
  if not DirExists(Data) then
    Exit;
  if Told('/REMOVEDATA') then
    DelTree(Data, True, True, True)
  else if not UninstallSilent then
    if MsgBox('The store with the results and the settings of this person are in' + #13#10 + Data +
        #13#10#13#10 + 'Delete them too? This cannot be undone.',
        mbConfirmation, MB_YESNO or MB_DEFBUTTON2) = IDYES then
      DelTree(Data, True, True, True);
end;
