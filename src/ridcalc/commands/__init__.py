"""What each command answers: from its options to the texts that it shows. Nothing here prints."""
