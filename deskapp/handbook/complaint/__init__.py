"""The complaint: from the first angry word to the owner's last one."""
